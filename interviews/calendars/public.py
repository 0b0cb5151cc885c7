"""May we connect to this address? Only where anybody on the internet could: never into a private network."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

# Global unicast. What IPv6 has besides is for one machine, one site, one link or for groups.
UNICAST = ip_network("2000::/3")
NAT64 = ip_network("64:ff9b::/96")
# Python counts some of these as global, by its version: ways to carry IPv4, and examples in books.
NEVER = tuple(
    ip_network(block)
    for block in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")
)
# The middle of an address that ISATAP makes from an IPv4 address, with either of its first bits.
ISATAP = (0x0000_5EFE, 0x0200_5EFE)


def is_public(address: str) -> bool:
    """Whether the address is global, and so is every IPv4 address that may be wrapped in it."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return _is_global(found)
    if found.scope_id:
        return False
    if found.ipv4_mapped:
        return _is_global(found.ipv4_mapped)
    if found in NAT64:
        return _is_global(_low_bits(found))
    if int(found) >> 32 & 0xFFFF_FFFF in ISATAP and not _is_global(_low_bits(found)):
        return False
    return found in UNICAST and _is_global(found)


def _low_bits(address: IPv6Address) -> IPv4Address:
    return IPv4Address(int(address) & 0xFFFF_FFFF)


def _is_global(address: IPv4Address | IPv6Address) -> bool:
    named = address.is_multicast or address.is_reserved or address.is_unspecified
    listed = any(address.version == block.version and address in block for block in NEVER)
    return address.is_global and not named and not listed
