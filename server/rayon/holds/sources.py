"""Who placed a hold, where it was not the library's own system. Pure."""

#: Staff, on the telephone or at the desk.
PHONE = "phone"
#: Nobody's: staff chose it for a round of the bike cart.
CART = "cart"
