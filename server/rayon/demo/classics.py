"""Authors and titles everybody knows and nobody owns any more."""

FRENCH = (
    ("Balzac, Honoré de", "Le père Goriot", "Eugénie Grandet", "La peau de chagrin"),
    ("Colette", "Le blé en herbe", "Sido"),
    ("Dumas, Alexandre", "Les trois mousquetaires", "Le comte de Monte-Cristo", "La reine Margot"),
    ("Flaubert, Gustave", "Madame Bovary", "L’éducation sentimentale", "Trois contes"),
    ("Hugo, Victor", "Les misérables", "Notre-Dame de Paris", "L’homme qui rit"),
    ("La Fayette, Madame de", "La princesse de Clèves"),
    ("Laclos, Choderlos de", "Les liaisons dangereuses"),
    ("Maupassant, Guy de", "Bel-Ami", "Une vie", "Pierre et Jean"),
    ("Prévost, Abbé", "Manon Lescaut"),
    ("Proust, Marcel", "Du côté de chez Swann", "Le temps retrouvé"),
    ("Sand, George", "La mare au diable", "La petite Fadette", "Consuelo"),
    ("Stendhal", "Le rouge et le noir", "La chartreuse de Parme"),
    ("Verne, Jules", "Vingt mille lieues sous les mers", "L’île mystérieuse", "Michel Strogoff"),
    ("Voltaire", "Candide", "Zadig"),
    ("Zola, Émile", "Germinal", "L’assommoir", "Au bonheur des dames", "La bête humaine"),
)

FRENCH_CRIME = (
    ("Gaboriau, Émile", "L’affaire Lerouge", "Monsieur Lecoq"),
    ("Leblanc, Maurice", "Arsène Lupin, gentleman-cambrioleur", "L’aiguille creuse", "813"),
    ("Leroux, Gaston", "Le mystère de la chambre jaune", "Le fantôme de l’Opéra"),
)

ENGLISH = (
    ("Austen, Jane", "Pride and Prejudice", "Emma", "Persuasion"),
    ("Brontë, Charlotte", "Jane Eyre", "Villette"),
    ("Brontë, Emily", "Wuthering Heights"),
    ("Conan Doyle, Arthur", "The Hound of the Baskervilles", "A Study in Scarlet"),
    ("Dickens, Charles", "Great Expectations", "Bleak House", "David Copperfield"),
    ("Eliot, George", "Middlemarch", "Silas Marner"),
    ("Hardy, Thomas", "Tess of the d’Urbervilles", "Far from the Madding Crowd"),
    ("James, Henry", "The Turn of the Screw", "The Portrait of a Lady"),
    ("Shelley, Mary", "Frankenstein"),
    ("Stevenson, Robert Louis", "Treasure Island", "Kidnapped"),
    ("Twain, Mark", "Adventures of Huckleberry Finn", "The Adventures of Tom Sawyer"),
    ("Wilde, Oscar", "The Picture of Dorian Gray"),
)
