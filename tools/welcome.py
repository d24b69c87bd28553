"""What `make run` prints before it serves: where the demo is, and who can sign in."""

import os

from rayon.demo.people import CODES, PEOPLE


def main() -> None:
    """Address, enrolment links, names and PINs."""
    address = os.environ["RAYON_PUBLIC_URL"].rstrip("/")
    print(f"\nRayon, demo library: {address}/app/   (Ctrl-C stops it)\n")
    print("Enrol a phone or this browser, at one branch:")
    for branch, code in CODES.items():
        print(f"  {branch:<10} {address}/app/enrol/{code}")
    print("\nThen sign in:")
    for person in PEOPLE:
        print(f"  {person.name:<10} PIN {person.pin}   {', '.join(sorted(set(person.roles)))}")
    print(flush=True)


if __name__ == "__main__":
    main()
