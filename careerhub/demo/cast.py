"""Who lives in the demo? Invented people: 12 students, 40 alumni in many zones, 3 counselors."""

from typing import NamedTuple

STUDENT_DOMAIN = "brightwater.example"
ALUM_DOMAIN = "alum.brightwater.example"


class Student(NamedTuple):
    name: str
    majors: str
    year: str
    first_generation: bool
    curious_about: str


class Alum(NamedTuple):
    name: str
    class_of: int
    majors: str
    title: str
    employer: str
    industry: str
    city: str
    country: str
    zone: str
    topics: str
    quote: str


STUDENTS = (
    Student("Sam Rivera", "Environmental Studies", "Junior", True, "How science becomes policy"),
    Student("Jun-ho Bae", "Civil Engineering", "Junior", False, "Rebuilding after floods"),
    Student("Aaliyah Brooks", "Public Health", "Senior", True, "Who gets warned, and who does not"),
    Student("Leilani Duarte", "Statistics", "Sophomore", False, "Numbers that change minds"),
    Student("Devon Achter", "Finance", "Senior", False, "Life beyond banking"),
    Student("Wei Lin Tan", "Finance", "Senior", True, "Insurance and risk"),
    Student("Noor Haddad", "Computer Science", "Junior", False, "Small teams, useful software"),
    Student("Mateo Villalba", "History", "Senior", True, "Museums and archives"),
    Student("Elif Kaya", "Biology", "Sophomore", False, "Leaving the lab without leaving science"),
    Student("Tomas Horak", "Linguistics", "Junior", False, "Plain language as a profession"),
    Student("Grace Mwangi", "Education", "Masters", True, "Schools from the inside"),
    Student("Kwame Darko", "Mechanical Engineering", "Freshman", True, "Wind, water and grids"),
)

NY, CHI, DEN, LA = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
LON, BER, NBO, KTM = "Europe/London", "Europe/Berlin", "Africa/Nairobi", "Asia/Kathmandu"
TYO, SYD, SAO, PHX = "Asia/Tokyo", "Australia/Sydney", "America/Sao_Paulo", "America/Phoenix"
RISK, ENERGY, GOV, WATER = "Insurance and risk", "Energy and grid", "Government", "Water and rivers"
HEALTH, SOFT, ARTS, EDU = "Health care", "Software", "Arts and museums", "Education"
FIN, MEDIA = "Finance", "Media and writing"

ALUMNI = (
    Alum("Mira Holm", 2014, "Environmental Studies", "Flood-risk analyst", "Tidewater Mutual", RISK,
         "Seattle", "US", LA, "Explaining risk to a town\nLeaving the lab\nOne writing class", "The model is not the job. Explaining it is."),
    Alum("Tomasz Wielgosz", 2009, "Physics", "Head of flood modeling", "Halden Water", WATER, "London", "GB", LON,
         "From physics to rivers\nWorking abroad", "I missed my train and met my employer."),
    Alum("Ngozi Clarke", 2016, "Public Policy", "Policy adviser", "City of Houston", GOV, "Houston", "US", CHI,
         "What a city does in a storm\nPublic service", "Nobody reads page forty. Write page one."),
    Alum("Rafael Quispe", 2018, "Statistics", "Grid data scientist", "Cascadia Power", ENERGY, "Portland", "US", LA,
         "What a power market does at 3 am\nPython at work\nBeing the first to do this",
         "I wrote to eleven strangers. Two answered. I try to be one of the two."),
    Alum("Kofi Mensah", 2013, "Mathematics", "Catastrophe modeler", "Northgate Re", RISK, "Boston", "US", NY,
         "Storm models\nGetting in without an actuarial exam", "Ask who will be blamed, then build the model."),
    Alum("Ingrid Solheim", 2011, "Political Science", "Resilience lead", "State of Maryland", GOV, "Annapolis", "US", NY,
         "From science to policy\nBudgets", "Every rule was somebody’s bad day."),
    Alum("Priya Raman", 2015, "Environmental Studies", "Hydrologist", "Blue Mesa Survey", WATER, "Denver", "US", DEN,
         "Field seasons\nGraduate school, or not", "Rivers do not read reports."),
    Alum("Hiroshi Tanabe", 2007, "Mechanical Engineering", "Turbine engineer", "Aozora Wind", ENERGY, "Tokyo", "JP", TYO,
         "Offshore wind\nTwo languages at work", "Listen to the bearing."),
    Alum("Lucia Ferreyra", 2012, "Geography", "GIS lead", "Terra Clara", WATER, "São Paulo", "BR", SAO,
         "Maps that people use\nFreelancing", "A map is an argument with a north arrow."),
    Alum("Samira Aziz", 2017, "Biology", "Clinical data lead", "Calloway Health", HEALTH, "Phoenix", "US", PHX,
         "Data in a hospital\nNo medical school", "I wanted to help and faint at blood."),
    Alum("Bashir Omar", 2010, "Economics", "Programme director", "Rift Valley Water Fund", WATER, "Nairobi", "KE", NBO,
         "Development work\nCareers in two countries", "Go where the meeting is dull and the work is not."),
    Alum("Anita Gurung", 2019, "Civil Engineering", "Bridge engineer", "Himal Bridges", GOV, "Kathmandu", "NP", KTM,
         "Small bridges\nFirst job abroad", "Ask the farmer where the water goes."),
    Alum("Ruth Abernathy", 1998, "English", "Medical editor", "Larkspur Press", MEDIA, "Chicago", "US", CHI,
         "Commas and patients\nChanging field at forty", "Every sentence has a patient at the end."),
    Alum("Wei-Chen Hsu", 2011, "Linguistics", "Plain-language lead", "Larkspur Health", HEALTH, "Chicago", "US", CHI,
         "Plain language\nRewriting forms", "If it needs a footnote, it needs a rewrite."),
    Alum("Imani Okafor", 2020, "Computer Science", "Software engineer", "Plumbline", SOFT, "Berlin", "DE", BER,
         "Small teams\nFirst year at work\nVisas", "Read the old code before you laugh at it."),
    Alum("Callum Fraser", 2006, "History", "Curator", "Firth Museum", ARTS, "Edinburgh", "GB", LON,
         "Museums\nGrants", "Objects outlive opinions."),
    Alum("Yuki Mori", 2014, "Art History", "Registrar", "Harbor Gallery", ARTS, "Sydney", "AU", SYD,
         "Behind the exhibition\nMoving far", "I pack things for a living. Very slowly."),
    Alum("Dana Whitlock", 2003, "Finance", "Portfolio manager", "Granite Pension Fund", FIN, "Boston", "US", NY,
         "Long money\nLife beyond banking", "Patience is a position."),
    Alum("Oscar Lindqvist", 2016, "Finance", "Climate analyst", "Meridian Pension Fund", FIN, "Berlin", "DE", BER,
         "Reading company reports\nClimate in finance", "Footnotes are where they hide it."),
    Alum("Hana Kobayashi", 2013, "Statistics", "Actuary", "Sound Mutual", RISK, "Seattle", "US", LA,
         "Exams\nPart-time work", "The exam ends. The questions do not."),
    Alum("Marcus Bell", 2008, "Education", "School principal", "Redwood Middle School", EDU, "Oakland", "US", LA,
         "Schools from the inside\nFirst year of teaching", "Learn every name by Friday."),
    Alum("Elena Petrova", 2012, "Mathematics", "Curriculum designer", "Open Slate", EDU, "New York", "US", NY,
         "Leaving the classroom\nWriting lessons", "Teach it once badly, then write it down."),
    Alum("Gareth Pugh", 2001, "Mechanical Engineering", "Operations lead", "Severn Tidal", ENERGY, "Cardiff", "GB", LON,
         "Big machines\nNight shifts", "The sea is an excellent inspector."),
    Alum("Annika Vogt", 2015, "Chemistry", "Water quality lead", "Spree Works", WATER, "Berlin", "DE", BER,
         "Laboratories in a city\nUnions", "Taste is data."),
    Alum("Joaquin Soto", 2010, "Civil Engineering", "Flood planner", "Maricopa County", GOV, "Phoenix", "US", PHX,
         "Deserts that flood\nPublic meetings", "Bring a map and a cookie."),
    Alum("Thandi Nkosi", 2019, "Linguistics", "Content designer", "Larkspur Health", HEALTH, "New York", "US", NY,
         "Words for patients\nFinding a job that was never posted", "I asked an editor about commas."),
    Alum("Ben Carver", 2017, "Computer Science", "Data engineer", "Switchyard", SOFT, "Denver", "US", DEN,
         "Pipelines\nRemote work", "It is always the time zone."),
    Alum("Fatima Idrissi", 2016, "Economics", "Risk analyst", "Atlas Pension", FIN, "New York", "US", NY,
         "Two languages at work\nVisas", "Bring one good question."),
    Alum("Sofia Marin", 2005, "Public Health", "Epidemiologist", "Cook County Health", HEALTH, "Chicago", "US", CHI,
         "Outbreaks\nPublic service", "Count twice, speak once."),
    Alum("Dylan Price", 2014, "Journalism", "Climate reporter", "The Harbor Ledger", MEDIA, "New York", "US", NY,
         "Explaining risk\nFreelancing", "The best quote comes after thank you."),
    Alum("Asha Verma", 2018, "Biology", "Science writer", "Field Notes", MEDIA, "London", "GB", LON,
         "Leaving the lab\nPitching", "Write to one reader. Mine is my aunt."),
    Alum("Noah Feldman", 2009, "Political Science", "Legislative aide", "State Senate", GOV, "Denver", "US", DEN,
         "How a bill dies\nFirst job in politics", "Read the amendment."),
    Alum("Grace Liu", 2011, "Computer Science", "Engineering manager", "Lantern", SOFT, "San Francisco", "US", LA,
         "From code to people\nAsking for help", "My calendar is my product now."),
    Alum("Pedro Alves", 2013, "Geology", "Groundwater lead", "Rio Claro Engenharia", WATER, "São Paulo", "BR", SAO,
         "Wells\nConsulting", "Water is patient. Clients are not."),
    Alum("Kenji Ito", 2002, "Economics", "Risk officer", "Minato Bank", FIN, "Tokyo", "JP", TYO,
         "Risk in a bank\nStaying twenty years", "Say the number out loud."),
    Alum("Moira Kelly", 1995, "Nursing", "Nurse manager", "St. Brigid", HEALTH, "Boston", "US", NY,
         "Nursing\nNight shifts", "Sit down when you give bad news."),
    Alum("Tariq Rahman", 2020, "Finance", "Associate", "Harbor Impact", FIN, "London", "GB", LON,
         "First two years\nImpact investing", "Ask what they stopped doing."),
    Alum("Olive Chen", 2016, "Art History", "Museum educator", "Museum of the Plains", ARTS, "Denver", "US", DEN,
         "Children in museums\nSmall towns", "Let them touch one thing."),
    Alum("Peter Novak", 2007, "Physics", "Meteorologist", "Tri-State Weather", GOV, "Chicago", "US", CHI,
         "Forecasts\nShift work", "I am wrong for a living, precisely."),
    Alum("Zola Dube", 2015, "Education", "Literacy director", "Read On", EDU, "Nairobi", "KE", NBO,
         "Non-profits\nSchools from the inside", "A book in the bag is worth ten in the plan."),
)  # fmt: skip

COUNSELORS = (
    ("Carol Adeyemi", "Director of career education", True),
    ("Renee Baptiste", "Career counselor", False),
    ("Ian McBride", "Employer relations", False),
)


def address_of(name: str, domain: str) -> str:
    plain = name.lower().replace("ã", "a").replace("-", "").split(" ")
    return f"{'.'.join(plain)}@{domain}"
