"""Reports as mail servers write them, put together by hand."""

from careerhub.outbox import message

DOMAIN = "brightwater.example"
DELIVERY = """
Return-Path: <>
From: MAILER-DAEMON@mx.alum.example (Mail Delivery System)
To: careers@brightwater.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="edge"
Message-ID: <20261020160000.1@mx.alum.example>

--edge
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.alum.example. Your message could not be delivered.

--edge
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.alum.example
Arrival-Date: Tue, 20 Oct 2026 12:00:00 -0400 (EDT)

Final-Recipient: rfc822; {recipient}
{first}Action: {action}
Status: {status}
Remote-MTA: dns; mx.alum.example
Diagnostic-Code: {said}

--edge
Content-Description: Undelivered Message
Content-Type: {returned}

From: Career Office <careers@brightwater.example>
To: Mira Holm <mira@alum.example>
Subject: Thank you
Message-ID: {message_id}

Dear Mira,
--edge--
"""


def crlf(text):
    return text.lstrip("\n").replace("\n", "\r\n").encode()


def delivery_report(
    email=None,
    *,
    action="failed",
    status="5.1.1",
    said="smtp; 550 5.1.1 <mira@alum.example>: Recipient address rejected: User unknown",
    recipient="mira@alum.example",
    original="",
    returned="message/rfc822",
):
    """As Postfix writes it; `returned` is the type of the part that holds our email."""
    message_id = message.message_id(email, DOMAIN) if email else "<other@elsewhere.example>"
    first = f"Original-Recipient: rfc822;{original}\n" if original else ""
    return crlf(
        DELIVERY.format(
            recipient=recipient,
            first=first,
            action=action,
            status=status,
            said=said,
            returned=returned,
            message_id=message_id,
        )
    )


def complaint(email, *, feedback="abuse"):
    return crlf(f"""
From: <abuse@mx.alum.example>
To: careers@brightwater.example
Subject: FW: Thank you
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="edge"

--edge
Content-Type: text/plain

This is an email abuse report.

--edge
Content-Type: message/feedback-report

Feedback-Type: {feedback}
User-Agent: SomeGenerator/1.0
Version: 1
Original-Rcpt-To: <mira@alum.example>

--edge
Content-Type: message/rfc822

From: careers@brightwater.example
To: mira@alum.example
Message-ID: {message.message_id(email, DOMAIN)}
Subject: Thank you

Dear Mira
--edge--
""")


def out_of_office(**headers):
    more = "".join(f"{name.replace('_', '-')}: {value}\n" for name, value in headers.items())
    return crlf(f"""
From: mira@alum.example
To: careers@brightwater.example
Subject: Out of office
{more}
I am away until Monday.
""")
