"""Who is in the target group: the questions, and what the answers speak for. The rules recommend; a person decides.

The questions are those of `domain.md` §3.2, from what Norwegian municipalities say they use. They are answers, not a
score: no number of good answers outweighs somebody who cannot be safe at home.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fotfeste.care.service_model.rules import Eligibility, ServiceModel
from fotfeste.care.terms.rules.vocabulary import Alternative, Cause, FunctionLoss, Group, Route


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Advice(StrEnum):
    INCLUDE = "include"
    EXCLUDE = "exclude"
    FIND_OUT_MORE = "find_out_more"


class Kind(StrEnum):
    """`NEEDED` must be so, `INCLUSION` speaks for, `EXCLUSION` speaks against when it is so."""

    NEEDED = "needed"
    INCLUSION = "inclusion"
    EXCLUSION = "exclusion"


@dataclass(frozen=True)
class Criterion:
    """One question. `speaks_for` is the answer that fits the target group, `instead` the offer when it does not fit.

    `question`, `help`, `fits` and `fits_not` are gettext message ids; the last two are the answer as a reason.
    """

    code: str
    kind: Kind
    question: str
    help: str
    fits: str
    fits_not: str
    speaks_for: Answer
    instead: Alternative


def N_(text: str) -> str:  # marks a message id for the catalogues; this module knows no Django
    return text


CRITERIA: tuple[Criterion, ...] = (
    Criterion(
        code="function_loss",
        kind=Kind.INCLUSION,
        question=N_("Has the person lost function, suddenly or little by little?"),
        help=N_("Something that went well before is now difficult: walking, stairs, washing, cooking, going out."),
        fits=N_("The person has lost function."),
        fits_not=N_("There is no loss of function to train back."),
        speaks_for=Answer.YES,
        instead=Alternative.HEALTH_PROMOTION,
    ),
    Criterion(
        code="potential",
        kind=Kind.NEEDED,
        question=N_("Can training make function better?"),
        help=N_("Think of what the person managed before, and how long ago."),
        fits=N_("Function can become better."),
        fits_not=N_("Training is not expected to make function better."),
        speaks_for=Answer.YES,
        instead=Alternative.HOME_SERVICES,
    ),
    Criterion(
        code="less_help",
        kind=Kind.INCLUSION,
        question=N_("Can the person come to need less help, or put off needing it?"),
        help=N_("Also when the person has no services yet."),
        fits=N_("The person may come to need less help."),
        fits_not=N_("The need for help is not expected to change."),
        speaks_for=Answer.YES,
        instead=Alternative.HOME_SERVICES,
    ),
    Criterion(
        code="motivation",
        kind=Kind.NEEDED,
        question=N_("Is the person motivated to train, or can the person be motivated?"),
        help=N_("Ask what matters to the person. Tiredness and doubt at the start are common and no hindrance."),
        fits=N_("The person is motivated to train."),
        fits_not=N_("The person is not motivated to train now."),
        speaks_for=Answer.YES,
        instead=Alternative.HOME_SERVICES,
    ),
    Criterion(
        code="several_professions",
        kind=Kind.NEEDED,
        question=N_("Is more than one profession needed?"),
        help=N_("If one physiotherapist, occupational therapist or nurse is enough, that service is the better offer."),
        fits=N_("Several professions are needed."),
        fits_not=N_("One profession is enough."),
        speaks_for=Answer.YES,
        instead=Alternative.ONE_PROFESSION,
    ),
    Criterion(
        code="three_professions",
        kind=Kind.NEEDED,
        question=N_("Are physiotherapist, occupational therapist and nurse all needed?"),
        help=N_("If one or two of them are enough, their own services are the better offer."),
        fits=N_("All three professions are needed."),
        fits_not=N_("Fewer than three professions are enough."),
        speaks_for=Answer.YES,
        instead=Alternative.ONE_PROFESSION,
    ),
    Criterion(
        code="safe_at_home",
        kind=Kind.NEEDED,
        question=N_("Is the person safe at home without somebody there round the clock?"),
        help=N_("With the help and aids that can be in place from the first day."),
        fits=N_("The person is safe at home."),
        fits_not=N_("The person needs somebody there round the clock."),
        speaks_for=Answer.YES,
        instead=Alternative.MUNICIPAL_INSTITUTION,
    ),
    Criterion(
        code="severe_cognitive_impairment",
        kind=Kind.EXCLUSION,
        question=N_("Is it hard for the person to understand what this training is, and to follow guidance in it?"),
        help=N_(
            "Think of this training only, and of today. Mild dementia is no hindrance. A yes alone refuses nobody: "
            "find out what would make it work."
        ),
        fits=N_("The person can follow guidance."),
        fits_not=N_("It is hard for the person to understand this training and to follow guidance in it."),
        speaks_for=Answer.NO,
        instead=Alternative.HOME_SERVICES,
    ),
    Criterion(
        code="cognitive_impairment",
        kind=Kind.EXCLUSION,
        question=N_("Does weakened memory or understanding make this training hard, even a little?"),
        help=N_(
            "The service here is not meant for persons with mild cognitive impairment. A yes alone refuses nobody: "
            "find out what would make it work."
        ),
        fits=N_("Memory and understanding are no hindrance."),
        fits_not=N_("Weakened memory or understanding makes this training hard."),
        speaks_for=Answer.NO,
        instead=Alternative.HOME_SERVICES,
    ),
    Criterion(
        code="mental_illness_or_addiction",
        kind=Kind.EXCLUSION,
        question=N_("Is alcohol, drugs or mental illness the main problem?"),
        help=N_("Low spirits after illness or a fall are no hindrance."),
        fits=N_("Alcohol, drugs or mental illness is not the main problem."),
        fits_not=N_("Alcohol, drugs or mental illness is the main problem."),
        speaks_for=Answer.NO,
        instead=Alternative.MENTAL_HEALTH_OR_ADDICTION,
    ),
    Criterion(
        code="terminal_phase",
        kind=Kind.EXCLUSION,
        question=N_("Is the person in the last phase of life?"),
        help=N_("A serious illness alone is no hindrance."),
        fits=N_("The person is not in the last phase of life."),
        fits_not=N_("The person is in the last phase of life."),
        speaks_for=Answer.NO,
        instead=Alternative.PALLIATIVE_CARE,
    ),
    Criterion(
        code="medically_unclear",
        kind=Kind.EXCLUSION,
        question=N_("Must a doctor find out more before training is safe?"),
        help=N_("For example falls or weight loss that nobody has explained."),
        fits=N_("Training is medically safe."),
        fits_not=N_("A doctor must find out more first."),
        speaks_for=Answer.NO,
        instead=Alternative.MEDICAL_CLARIFICATION,
    ),
    Criterion(
        code="larger_needs",
        kind=Kind.EXCLUSION,
        question=N_("Are the needs too large for some weeks of training at home?"),
        help=N_("For example long and coordinated training after a severe stroke."),
        fits=N_("Some weeks at home can be enough."),
        fits_not=N_("The needs are larger than some weeks at home can meet."),
        speaks_for=Answer.NO,
        instead=Alternative.REHABILITATION_AT_HOME,
    ),
)
BY_CODE: Mapping[str, Criterion] = {criterion.code: criterion for criterion in CRITERIA}

# Reasons that come from the person and the municipality's choices, not from an answer.
TOO_YOUNG = "too_young"
TOO_OLD = "too_old"
AGE_UNKNOWN = "age_unknown"
FIRST_TIME = "first_time"
NOT_THIS_GROUP = "not_this_group"
GROUP_UNKNOWN = "group_unknown"
NOT_THIS_ROUTE = "not_this_route"
NOT_THIS_LOSS = "not_this_loss"
LOSS_UNKNOWN = "loss_unknown"
NOT_THIS_CAUSE = "not_this_cause"
CAUSE_UNKNOWN = "cause_unknown"

# The better offer for somebody who is outside a limit and nothing else; rehabilitation at home for the rest.
_OUTSIDE = {NOT_THIS_GROUP: Alternative.HOME_SERVICES}

# When several answers speak against, the most pressing need names the offer; the rest of the pyramid follows.
_PRESSING = (
    "terminal_phase",
    "medically_unclear",
    "mental_illness_or_addiction",
    "safe_at_home",
    "severe_cognitive_impairment",
    "cognitive_impairment",
    "larger_needs",
    "several_professions",
    "three_professions",
    "function_loss",
    "potential",
    "less_help",
    "motivation",
)
_DECIDING = frozenset(c.code for c in CRITERIA if c.kind is not Kind.INCLUSION)
# What somebody understands is assessed for one question on one day and excludes nobody by itself (pasient- og
# brukerrettighetsloven § 4-3): a yes is something to find out more about, and a person weighs it.
NEVER_ALONE = frozenset({"severe_cognitive_impairment", "cognitive_impairment"})


@dataclass(frozen=True)
class Recommendation:
    """What the answers speak for, with the codes of the reasons, most important first.

    `alternative` is set when the advice is to exclude: the better step on the rehabilitation pyramid.
    """

    advice: Advice
    because: tuple[str, ...]
    alternative: Alternative | None = None


def unknown_codes(answers: Mapping[str, str]) -> list[str]:
    """Codes in the answers that no question has, and answers that are none of yes, no and unknown."""
    return [code for code, answer in answers.items() if code not in BY_CODE or answer not in list(Answer)]


def asked(model: ServiceModel) -> tuple[Criterion, ...]:
    """The questions of one municipality, in their order: what it does not count is not asked about."""
    rule = model.eligibility
    hindrances = set(rule.exclusions)
    if not rule.mild_cognitive_impairment:
        # One question about memory, the one that fits what is accepted here.
        hindrances = hindrances - {"severe_cognitive_impairment"} | {"cognitive_impairment"}
    professions = {2: "several_professions", 3: "three_professions"}.get(rule.professions_needed)

    def is_asked(criterion: Criterion) -> bool:
        if criterion.kind is Kind.EXCLUSION:
            return criterion.code in hindrances
        return criterion.code == professions or criterion.code not in ("several_professions", "three_professions")

    return tuple(criterion for criterion in CRITERIA if is_asked(criterion))


def recommend(
    answers: Mapping[str, str],
    *,
    model: ServiceModel,
    age: int | None = None,
    group: Group | None = None,
    route: Route | str = "",
    function_loss: FunctionLoss | str = "",
    cause: Cause | str = "",
) -> Recommendation:
    """What the answers speak for. A question without an answer counts as unknown, never as yes or no.

    One needed thing that is missing, or one hindrance, is enough to advise against, but for what the person understands
    (`NEVER_ALONE`), which is something to find out more about; two things that only speak for
    (loss of function, less help) advise against when both are missing. Age in whole years. What the model limits and
    nobody has written down is something to find out.
    """
    codes = [criterion.code for criterion in asked(model)]
    given = {code: Answer(answers.get(code, Answer.UNKNOWN)) for code in codes}
    against = [code for code in _PRESSING if code in given and _speaks_against(code, given[code])]
    blocking = [code for code in against if code in _DECIDING - NEVER_ALONE]
    wishes = [code for code in against if code not in _DECIDING]
    outside, unknown = _limits(model.eligibility, age, group, route, function_loss, cause)
    if blocking or outside or len(wishes) == 2:
        first = (blocking or wishes or [""])[0]
        instead = BY_CODE[first].instead if first else _OUTSIDE.get(outside[0], Alternative.REHABILITATION_AT_HOME)
        return Recommendation(Advice.EXCLUDE, (*outside, *against), instead)
    open_questions = [code for code in against if code in NEVER_ALONE]
    open_questions += [code for code in codes if code in _DECIDING and given[code] is Answer.UNKNOWN] + unknown
    if open_questions:
        return Recommendation(Advice.FIND_OUT_MORE, tuple(open_questions))
    speaks_for = [code for code in codes if given[code] is BY_CODE[code].speaks_for]
    # The best effect is seen in those who apply for help for the first time (Klepp); it is a reason, never a demand.
    return Recommendation(Advice.INCLUDE, (*([FIRST_TIME] if group is Group.FIRST_TIME else []), *speaks_for))


def _limits(
    rule: Eligibility, age: int | None, group: str | None, route: str, function_loss: str, cause: str
) -> tuple[list[str], list[str]]:
    """What puts the person outside the municipality's own limits, and what is not known that the limits ask about."""
    outside, unknown = [], []
    if age is None and (rule.minimum_age is not None or rule.maximum_age is not None):
        unknown.append(AGE_UNKNOWN)
    elif age is not None and rule.minimum_age is not None and age < rule.minimum_age:
        outside.append(TOO_YOUNG)
    elif age is not None and rule.maximum_age is not None and age > rule.maximum_age:
        outside.append(TOO_OLD)
    if route and route not in rule.routes:
        outside.append(NOT_THIS_ROUTE)
    for value, allowed, every, other, not_known in (
        (group, rule.groups, Group, NOT_THIS_GROUP, GROUP_UNKNOWN),
        (function_loss, rule.function_loss, FunctionLoss, NOT_THIS_LOSS, LOSS_UNKNOWN),
        (cause, rule.causes or tuple(Cause), Cause, NOT_THIS_CAUSE, CAUSE_UNKNOWN),
    ):
        if not value and set(allowed) < set(every):
            unknown.append(not_known)
        elif value and value not in allowed:
            outside.append(other)
    return outside, unknown


def _speaks_against(code: str, answer: Answer) -> bool:
    return answer is not Answer.UNKNOWN and answer is not BY_CODE[code].speaks_for
