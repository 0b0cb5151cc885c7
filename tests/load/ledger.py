"""Hold what the database says of each email against what the mail server accepted."""

from collections import Counter, defaultdict

WENT_AWAY = "The worker went away while the email was going out."


class Ledger:
    """`of` sorts the keys: once, uncertain, twice (and its trail says why), lost."""

    def __init__(self, rows, accepted_ids, due):
        self.rows, self.due = rows, due
        self.copies = Counter(accepted_ids)
        self.of = defaultdict(list)
        for key in due:
            self.of[self.fate(rows[key])].append(key)

    def fate(self, row):
        copies = self.copies[row["message_id"]]
        if row["state"] == "sent" and copies == 1:
            return "once"
        if row["state"] == "uncertain" and copies <= 1 and not row["is_retried"]:
            return "uncertain"
        doubts = sum(note == WENT_AWAY for _state, note in row["trail"])
        if row["state"] == "sent" and row["is_retried"] and 1 < copies <= 1 + doubts:
            return "twice"
        return "lost" if not copies else "astray"

    @property
    def strangers(self):
        """Message-IDs that the server has and that no email explains."""
        return set(self.copies) - {row["message_id"] for row in self.rows.values()}

    def copies_of(self, keys):
        return sum(self.copies[self.rows[key]["message_id"]] for key in keys)

    def __str__(self):
        fates = ("once", "uncertain", "twice", "lost", "astray")
        counted = ", ".join(f"{name} {len(self.of[name])}" for name in fates)
        return f"due {len(self.due)}: {counted}; {self.copies_of(self.due)} messages accepted"
