"""How long the texts of a person and a referral may be, in characters.

One place for the columns of the database, the forms and the lists that are brought in: what one of them takes, the
others can keep.
"""

NAME = 80  # given name and family name, each
WHOLE_NAME = 160  # both, with the space between them, as a referrer wrote them
ADDRESS = 160
CITY = 80
PHONE = 20
INTERPRETER = 40
GP_NAME = 120
REFERRER_NAME = 120
RELATIVE_NAME = 120
CASE_NUMBER = 20
