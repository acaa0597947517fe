"""The whole pathway of one person, each step by the one whose work it is, with what stands on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.timezone import localdate
from playwright.sync_api import expect

from fotfeste.care.pathway.rules.person.national_number import control_digits
from tests.browser.visitor import Server, Visitor, t

MATTERS = "Gå til postkassa og hilse på naboen"
GOAL = "Jeg vil hente posten selv"
MEASURE = "Gå til postkassa og tilbake"


def synthetic_number(born: date, start: int) -> str:
    """A valid national number of a test person: the month is raised by 80. Born 1900 to 1999; `start` 0 to 499."""
    first = f"{born.day:02}{born.month + 80:02}{born.year % 100:02}"
    for individual in range(start, 500):
        controls = control_digits(f"{first}{individual:03}")
        if controls:
            return f"{first}{individual:03}{controls}"
    raise ValueError(f"No number is left from {start}. Start lower.")


# What happened to each who walks: a text that was used about somebody else is asked about.
FACTS = {
    "Frisk": "Du falt i august og klarer ikke trappa alene.",
    "Kry": "Etter lungebetennelsen orker du verken å dusje, lage middag eller hente posten.",
}


@dataclass
class Walk:
    """One person's way. `by` says who did what, `seen` are the addresses that were opened."""

    visitor: Visitor
    given: str
    family: str
    number: str
    at: str
    """When the first visit is, as it is typed; the home trainer comes an hour later."""
    by: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    stood_on: list[tuple[str, str]] = field(default_factory=list)
    """Who stood on which address, in order."""
    checks: list[Callable[[Visitor], None]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}"

    @property
    def server(self) -> Server:
        return self.visitor.server

    def arrived(self) -> None:
        """Note where we are, and let the test look at the page."""
        address = self.visitor.page.url.removeprefix(self.server.url)
        self.seen.add(address)
        self.stood_on.append((self.visitor.name, address))
        for check in self.checks:
            check(self.visitor)

    # --- the allocation officer --------------------------------------------------------------------------------------

    def refer(self) -> None:
        v = self.visitor
        self.by["referral"] = v.become("allocator")
        v.follow(re.compile(rf"^{t('New referral')}$"))
        v.write(t("National identity number"), self.number)
        v.write(t("First name"), self.given)
        v.write(t("Last name"), self.family)
        v.press(t("Sex"), t("Woman"))
        v.write(t("Phone"), "12 34 56 78")
        v.write(t("Address"), "Solsida 4")
        v.press(t("Referred from"), t("New applicant"))
        v.choose(t("Who refers"), t("GP"))
        v.write(t("What matters to the person"), MATTERS)
        v.press(t("How function was lost"), t("Sudden"))
        v.choose(t("Main cause"), t("Hip fracture"))
        self.arrived()
        v.follow(t("Register the referral"))
        v.sees(t("The referral is registered."))
        self.arrived()

    def decide(self) -> None:
        v = self.visitor
        v.next_step()
        self.arrived()
        v.write(t("Spoke with the person"), "i dag")
        v.write(t("What was said"), "Vil gjerne i gang. Datteren hjelper med dusj nå.")
        v.follow(t("Record the contact"))
        v.next_step()
        self.arrived()
        questions = v.page.locator("section#questions fieldset")
        for number in range(questions.count()):
            questions.nth(number).locator("label").filter(has_text=re.compile(rf"^\s*{t('Yes')}\s*$")).click()
        against = v.page.locator("section#questions + section fieldset")
        for number in range(against.count()):
            against.nth(number).locator("label").filter(has_text=re.compile(rf"^\s*{t('No')}\s*$")).click()
        v.press(t("Is reablement the right service now?"), t("Yes, reablement"))
        v.choose(t("Team"), "Team Sør")
        v.follow(t("Save the screening"))
        v.next_step()
        self.arrived()
        v.write(t("Starts"), "i dag")
        v.write(t("The facts about this person"), FACTS[self.given])
        v.follow(t("Show the letter first"))
        v.sees(t("This is what the person will read"))
        self.arrived()
        v.follow(t("Make the decision"))
        v.sees(t("Granted"))
        self.arrived()
        self.by["decision"] = self.by["referral"]

    # --- the therapist -----------------------------------------------------------------------------------------------

    def start(self, coordinator: str, trainer: str, nurse: str) -> None:
        v = self.visitor
        self.by["start"] = v.become("therapist")
        v.follow(t("Inbox"))
        v.follow(re.compile(self.family))
        v.next_step()
        self.arrived()
        v.field(t("Coordinator")).select_option(label=self._option(t("Coordinator"), coordinator))
        for name in (self.by["start"], trainer, nurse):
            v.page.get_by_label(re.compile(rf"^\s*{name}")).check()
        v.page.get_by_label(
            re.compile(re.escape(t("No services at all, %(moment)s", moment=t("At start").lower())))
        ).check()
        v.write(f"{t('Practical assistance')}, {t('Would have been granted').lower()}", "3")
        v.follow(t("Open the period"))
        v.sees(t("The period is opened. Plan the first visit."))
        self.arrived()

    def _option(self, label: str, begins_with: str) -> str:
        options = self.visitor.field(label).locator("option").all_inner_texts()
        return next(option for option in options if option.startswith(begins_with))

    def no_services(self, moment: str) -> None:
        words = t("No services at all, %(moment)s", moment=moment.lower())
        self.visitor.page.get_by_label(re.compile(re.escape(words))).check()

    def plan(self, nurse: str, trainer: str) -> None:
        """Two visits today, and nothing else of the first week yet."""
        v = self.visitor
        hour, minute = self.at.split(".")
        lines = [(self.at, self.by["start"], nurse), (f"{int(hour) + 1:02}.{minute}", trainer, "")]
        week = v.page.locator("#uke-1")
        slots = week.locator("fieldset.line")
        for number in range(slots.count()):
            slot = slots.nth(number)
            clock, who, other = lines[number] if number < len(lines) else ("", "", "")
            slot.get_by_label(t("Day")).select_option(value=localdate().isoformat() if clock else "")
            if not clock:
                continue
            slot.get_by_label(t("Time")).fill(clock)
            slot.get_by_label(t("Minutes")).fill("45")
            for label, name in ((t("Who", "visit"), who), (t("And", "visit"), other)):
                select = slot.get_by_label(label)
                options = select.locator("option").all_inner_texts()
                select.select_option(label=next((each for each in options if name and each.startswith(name)), "–"))
        # Whatever day the walk is made on, a holiday included.
        v.page.locator(
            "details.more summary", has_text=t("Time that suits the person, holidays and other choices")
        ).click()
        v.page.get_by_label(t("Visits may be on public holidays, 24 and 31 December")).check()
        v.follow(re.compile(re.escape(t("Save only this week"))))
        self.arrived()

    def assess(self) -> None:
        """PSFS: one activity with a rating."""
        v = self.visitor
        self.open_person()
        v.page.locator("details.doors summary").click()
        v.follow(t("Assessment"))
        self.arrived()
        v.page.locator("details.more summary", has_text=t("Other instruments")).click()
        v.follow("PSFS")
        self.arrived()
        entry = v.page.locator("fieldset.entry").first
        entry.get_by_role("textbox").first.fill("Gå ute")
        entry.locator(".choice__options label").filter(has_text=re.compile(r"^\s*3\s*$")).first.click()
        v.follow(t("Save"))
        self.arrived()

    def set_goal(self) -> None:
        v = self.visitor
        self.open_person()
        v.follow(t("Goals"))
        v.follow(t("Set a goal"))
        v.write(t("What the person wants to manage"), GOAL)
        v.press(t("What kind of goal"), t("Short-term goal", "goal"))
        v.press(t("How does the person rate it today?"), "3")
        self.arrived()
        v.follow(t("Save"))
        v.sees(GOAL)
        self.arrived()
        v.write(t("What is to be trained"), MEASURE)
        v.choose(t("Training area"), t("Moving about"))
        v.press(t("Who does it"), t("Home trainer"))
        v.write(t("How often"), "3")
        v.follow(t("Save"))
        v.sees(MEASURE)
        self.arrived()

    def first_visit(self) -> None:
        v = self.visitor
        v.follow(t("My day"))
        self.arrived()
        v.page.locator("ol.day").get_by_role("link", name=re.compile(self.family)).click()
        v.page.wait_for_load_state()
        self.arrived()
        self.record("4")

    # --- the home trainer --------------------------------------------------------------------------------------------

    def train(self) -> None:
        v = self.visitor
        self.by["visit"] = v.become("trainer")
        self.arrived()
        v.page.locator("ol.day").get_by_role("link", name=re.compile(self.family)).click()
        v.page.wait_for_load_state()
        self.arrived()
        self.record("6")

    def record(self, effort: str) -> None:
        v = self.visitor
        row = v.page.locator("fieldset.level-row").filter(has_text=MEASURE)
        row.locator("label").filter(has_text=t("Verbal guidance")).first.click()
        v.press(t("How hard was it? The person's own number"), effort)
        v.write(t("Note"), "Gikk helt fram uten å stoppe.")
        v.follow(t("Finished"))
        self.arrived()

    # --- the coordinator ---------------------------------------------------------------------------------------------

    def meet(self) -> None:
        v = self.visitor
        self.by["meeting"] = v.become("coordinator")
        v.sees(self.family)
        self.arrived()
        if v.page.get_by_role("button", name=t("Start the meeting"), exact=True).count():
            v.follow(t("Start the meeting"))
        card = v.page.locator("[data-meeting-card]").filter(has_text=self.family)
        card.get_by_label(re.compile(rf"^\s*{t('Note')}")).fill("Går bra. Trapper ned fra neste uke.")
        card.get_by_role("button", name=t("Gone through"), exact=True).click()
        expect(v.page.locator("[data-meeting-card]").filter(has_text=self.family)).to_contain_text(t("Gone through"))
        self.arrived()
        v.follow(t("Close the meeting"))
        v.sees("Går bra. Trapper ned fra neste uke.")
        self.arrived()

    def discharge(self) -> None:
        v = self.visitor
        self.by["discharge"] = self.by["meeting"]
        self.open_person()
        self.arrived()
        v.page.locator("details.doors summary").click()
        v.follow(t("Close the period"))
        self.arrived()
        v.page.get_by_label(
            re.compile(re.escape(t("No services at all, %(moment)s", moment=t("At the end").lower())))
        ).check()
        expect(v.page.locator("#result")).to_contain_text(t("The result as worked out"))
        v.press(t("Which result do you confirm?"), t("No services"))
        v.write(t("Evaluation"), "Henter posten selv hver dag, med stokk når det er glatt.")
        v.write(t("The person agreed on"), "i dag")
        v.write(t("What the person said about ending now"), "Jeg klarer meg selv nå.")
        v.follow(t("Show the letters first"))
        expect(v.page.locator("#reports")).to_contain_text("Henter posten selv hver dag, med stokk når det er glatt.")
        v.page.get_by_label(t("Close anyway, with this missing")).check()
        v.follow(t("Close the period"))
        self.arrived()

    def follow_up(self) -> None:
        v = self.visitor
        v.follow(t("Follow-up"))
        v.page.goto("/oppfolging/?days=400")
        v.sees(self.family)
        self.arrived()

    @staticmethod
    def is_about_the_person(address: str) -> bool:
        return bool(re.search(r"/[0-9a-f]{8}-[0-9a-f-]{27}", address))

    # --- all of it ---------------------------------------------------------------------------------------------------

    def open_person(self) -> None:
        self.visitor.open(f"/person/{self.server.person(self.name)}/")

    def all(self) -> None:
        coordinator, trainer = self.server.persona("coordinator"), self.server.persona("trainer")
        (nurse,) = self.server.rows(
            "select u.name from access_user u join access_membership m on m.user_id = u.id join access_unit n"
            " on n.id = m.unit_id where u.profession = 'nurse' and u.role = 'therapist' and n.name = 'Team Sør'"
        )[0]
        self.refer()
        self.decide()
        self.visitor.sign_out()
        self.start(coordinator, trainer, nurse)
        self.plan(nurse, trainer)
        self.assess()
        self.set_goal()
        self.first_visit()
        self.visitor.sign_out()
        self.train()
        self.visitor.sign_out()
        self.meet()
        self.discharge()
        self.follow_up()


def born(years_ago: int) -> date:
    return localdate() - timedelta(days=round(years_ago * 365.25))
