"""What `make run` prints before it serves: where the demo is, and who can sign in."""

import os

from rayon.demo.people import CODES, PEOPLE, DemoPerson


def main() -> None:
    """Address, enrolment links, names and PINs."""
    address = os.environ["RAYON_PUBLIC_URL"].rstrip("/")
    print(f"\nRayon, demo library: {address}/app/   (Ctrl-C stops it)\n")
    print("Enrol a phone or this browser, at one branch:")
    for branch, code in CODES.items():
        print(f"  {branch:<10} {address}/app/enrol/{code}")
    print("\nThen sign in, at the branch of that person:")
    for person in PEOPLE:
        print(f"  {person.name:<10} PIN {person.pin}   {_where(person):<10} {_roles(person)}")
    print(flush=True)


def _where(person: DemoPerson) -> str:
    """The branch whose phones know this name."""
    return next(filter(None, person.roles.values()), "all")


def _roles(person: DemoPerson) -> str:
    return ", ".join(sorted(person.roles))


if __name__ == "__main__":
    main()
