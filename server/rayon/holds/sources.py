"""Who placed a hold, where it was not the library's own system. Pure."""

#: Staff, on the telephone or at the desk.
PHONE = "phone"
#: A patron, on the page of a stop of the bike cart.
PAGE = "page"
#: Nobody's: staff chose it for a round of the bike cart.
CART = "cart"
