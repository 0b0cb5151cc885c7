"""What are thousands of invented people called, where do they live, and what do they do?"""

GIVEN = (
    "Ada", "Adaeze", "Aiko", "Alba", "Amal", "Amos", "Anneke", "Anton", "Asha", "Basil", "Bea",
    "Bram", "Cato", "Celia", "Chidi", "Clara", "Cyrus", "Dalia", "Daria", "Dov", "Edda", "Eino",
    "Elio", "Elsa", "Emeka", "Enzo", "Esra", "Farid", "Fern", "Flora", "Gael", "Greta", "Hana",
    "Hugo", "Ida", "Idris", "Ines", "Ira", "Ishaan", "Ivo", "Jana", "Jomo", "Juno", "Kai",
    "Kavya", "Kemi", "Lars", "Leila", "Lev", "Lina", "Luz", "Malik", "Mara", "Mei", "Milo",
    "Nadia", "Nell", "Nico", "Noa", "Odile", "Omar", "Orla", "Otis", "Paloma", "Petra", "Quinn",
    "Rania", "Remy", "Rhea", "Rohan", "Rosa", "Ruth", "Sami", "Selma", "Soren", "Tadeo",
    "Talia", "Tariq", "Thea", "Tomas", "Uma", "Vera", "Viktor", "Wanda", "Xiomara", "Yara",
    "Yusuf", "Zadie", "Zeno", "Zuri",
)  # fmt: skip
FAMILY = (
    "Abara", "Aldana", "Amsel", "Arden", "Bakshi", "Barros", "Beck", "Birk", "Calder",
    "Castell", "Chau", "Corbin", "Dahl", "Desai", "Doyle", "Ebner", "Egan", "Falk", "Farrow",
    "Ferrand", "Gallo", "Garland", "Ghosh", "Greer", "Hadley", "Halloran", "Hegde", "Holt",
    "Ibarra", "Iwata", "Jansen", "Jarvis", "Kader", "Kamara", "Keller", "Kimura", "Kovar",
    "Lagos", "Lindqvist", "Lowe", "Maduro", "Marsh", "Mbeki", "Menon", "Mirza", "Moreau",
    "Nakata", "Navarro", "Nunez", "Oakes", "Obi", "Okafor", "Ortega", "Pahl", "Parrish",
    "Pereira", "Quist", "Rao", "Reyes", "Rinaldi", "Rowe", "Sader", "Salcedo", "Sato", "Shah",
    "Sorensen", "Stroud", "Sundaram", "Tamm", "Tanaka", "Thorne", "Udo", "Vance", "Varga",
    "Vega", "Voss", "Walden", "Weiss", "Yates", "Yilmaz", "Zamora", "Zeller",
)  # fmt: skip
MAJORS = (
    "Anthropology", "Architecture", "Art History", "Biology", "Chemistry", "Civil Engineering",
    "Classics", "Computer Science", "Dance", "Economics", "Education", "English",
    "Environmental Studies", "Finance", "Geography", "Geology", "History", "Journalism", "Law",
    "Linguistics", "Mathematics", "Mechanical Engineering", "Music", "Nursing", "Philosophy",
    "Physics", "Political Science", "Psychology", "Public Health", "Sociology", "Statistics",
    "Women and Gender Studies",
)  # fmt: skip
FIELDS = (
    "Agriculture", "Architecture and building", "Arts and culture", "Banking", "Consulting",
    "Education", "Energy", "Environment", "Government", "Health care", "Insurance", "Law",
    "Manufacturing", "Media", "Nonprofits", "Research", "Retail", "Software", "Transport", "Water",
)  # fmt: skip
TITLES = (
    "Analyst", "Archivist", "Auditor", "Buyer", "Caseworker", "Chemist", "Clinic lead",
    "Data engineer", "Designer", "Director", "Editor", "Engineer", "Field scientist", "Founder",
    "Grants officer", "Planner", "Producer", "Program officer", "Researcher", "Teacher",
)  # fmt: skip
EMPLOYERS = tuple(
    f"{first} {second}"
    for first in (
        "Alder", "Bellweather", "Cedarline", "Dunmore", "Eastgate", "Fernhill", "Graywater",
        "Harborlight", "Ironbridge", "Juniper", "Kestrel", "Larkspur", "Millrace", "Northfold",
        "Oxbow", "Pinecrest", "Quarry", "Riverbend", "Saltmarsh", "Thistle",
    )
    for second in ("Partners", "Works", "Institute", "Trust", "Systems", "Studio", "Group", "Labs")
)  # fmt: skip
TOPICS = (
    "First job after college", "Graduate school, or not", "Changing fields at thirty",
    "Numbers that change minds", "Working abroad", "Writing for the public", "Small teams",
    "Night shifts and family", "Getting into research", "Licenses and exams", "Public service",
    "Being the first in the family", "Managing people", "Leaving the lab", "Field work",
    "Negotiating an offer", "Remote work", "Starting something of your own", "Visas",
    "Climate and policy", "Maps and models", "Teaching adults", "Museums", "Storms and floods",
)  # fmt: skip
# city, country, zone, and how many of a hundred alumni live there
PLACES = (
    ("Boston", "US", "America/New_York", 12), ("New York", "US", "America/New_York", 18),
    ("Philadelphia", "US", "America/New_York", 6), ("Atlanta", "US", "America/New_York", 5),
    ("Chicago", "US", "America/Chicago", 9), ("Houston", "US", "America/Chicago", 5),
    ("Denver", "US", "America/Denver", 5), ("Phoenix", "US", "America/Phoenix", 2),
    ("Los Angeles", "US", "America/Los_Angeles", 8), ("Seattle", "US", "America/Los_Angeles", 7),
    ("Portland", "US", "America/Los_Angeles", 4), ("Toronto", "CA", "America/Toronto", 3),
    ("London", "GB", "Europe/London", 5), ("Berlin", "DE", "Europe/Berlin", 3),
    ("Lagos", "NG", "Africa/Lagos", 2), ("Mumbai", "IN", "Asia/Kolkata", 3),
    ("Singapore", "SG", "Asia/Singapore", 1), ("Sydney", "AU", "Australia/Sydney", 1),
    ("Tokyo", "JP", "Asia/Tokyo", 1),
)  # fmt: skip
