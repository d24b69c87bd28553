"""The words the demo's titles are made of: invented authors, and what books are about."""

FIRST_NAMES = (
    "Alice", "Bruno", "Camille", "Denis", "Élise", "Farid", "Gaëlle", "Hugo", "Irène", "Jules",
    "Karine", "Léonie", "Mehdi", "Nadège", "Olivier", "Pauline", "Quentin", "Rose", "Salomé",
    "Théo", "Ursule", "Valentin", "Wanda", "Yasmine", "Zoé", "Maëlle", "Anh", "Inês",
)  # fmt: skip

LAST_NAMES = (
    "Abadie", "Barthe", "Cazenave", "Delorme", "Estève", "Fabre", "Garrigue", "Hamel", "Isnard",
    "Jourdan", "Kerbrat", "Laborde", "Le Goff", "Marchetti", "Noguès", "Oriol", "Peyrat",
    "Quémener", "Rambaud", "Sabatier", "Thévenot", "Urbain", "Vasseur", "Weiss", "Ybert",
    "Zamora", "Brunel", "Courcelle", "D’Angelo", "Müller", "Nguyen", "Œuvrard", "Saint-Aubin",
    "Benali", "Lévêque",
)  # fmt: skip

THINGS = (
    "Le jardin", "La maison", "Les chemins", "L’été", "Le silence", "La lumière", "L’ombre",
    "Les saisons", "La rivière", "Le vent", "Les lettres", "La nuit", "L’enfant", "Le dernier bal",
    "La promesse", "Les oiseaux", "Le quai", "La valise", "L’horloge", "Les voisins", "Le phare",
    "La fenêtre",
)  # fmt: skip

OF_WHAT = (
    "des tanneurs", "de Solange", "du canal", "sans retour", "d’en face", "de la montagne noire",
    "aux mille portes", "de l’île", "des absents", "de minuit", "sous la neige", "d’octobre",
    "du bout du monde", "de verre", "en attendant", "de monsieur Paul", "à l’envers", "de cendre",
)  # fmt: skip

CRIMES = (
    "Meurtre à", "Disparition à", "Dernier train pour", "Le noyé de", "L’affaire de",
    "Minuit à", "Silence à", "Les témoins de",
)  # fmt: skip

TOWNS = (
    "Sète", "Roubaix", "Lorient", "Bellecour", "Quimper", "Vierzon", "Cahors", "Gap", "Dieppe",
    "Saint-Malo", "Briançon", "Nevers",
)  # fmt: skip

WORLDS = (
    "Les marées de", "La dernière orbite de", "Chroniques de", "Le pilote de", "Les ruines de",
    "Cartographie de",
)  # fmt: skip

PLANETS = ("Kessara", "Titan", "Véga", "l’Anneau", "Proxima", "la Dérive", "Nova Lyra")

ANIMALS = (
    "Le renard", "Le hérisson", "Le loup", "Le crocodile", "Le lapin", "Le hibou", "L’ours",
    "Le mouton", "Le dragon", "L’escargot", "Le canard", "Le pingouin", "Le cochon", "Le chat",
)  # fmt: skip

MOODS = (
    "qui n’aimait pas la pluie", "et la lune", "tout seul", "en colère", "et son écharpe",
    "qui voulait voler", "du jardin", "part en voyage", "a perdu son doudou", "très pressé",
)  # fmt: skip

#: Simplified Dewey class, and what the book is about.
SUBJECTS = (
    ("004.6", "internet"), ("133", "l’astrologie"), ("155.4", "les émotions de l’enfant"),
    ("194", "la philosophie française"), ("294.3", "le bouddhisme"), ("305.4", "le féminisme"),
    ("320.1", "la démocratie"), ("332", "l’économie"), ("363.7", "l’écologie"),
    ("372", "l’école"), ("398.2", "les contes populaires"), ("448", "le français"),
    ("510", "les mathématiques"), ("523", "les planètes"), ("551.5", "la météo"),
    ("567.9", "les dinosaures"), ("576.8", "l’évolution"), ("582", "les arbres"),
    ("595.7", "les abeilles"), ("598", "les oiseaux"), ("613.7", "le yoga"),
    ("629.28", "la réparation du vélo"), ("635", "le potager"), ("641.5", "la cuisine du marché"),
    ("641.8", "le pain"), ("646.2", "la couture"), ("684", "le bois"), ("709", "l’art moderne"),
    ("720", "l’architecture"), ("745.5", "l’origami"), ("770", "la photographie"),
    ("781.65", "le jazz"), ("791.43", "le cinéma"), ("796.5", "la randonnée"),
    ("843.914", "le roman français"), ("910.4", "les voyages à pied"), ("914.4", "la Bretagne"),
    ("940.3", "la Grande Guerre"), ("944.05", "Napoléon"), ("944.58", "Lyon"),
    ("956", "le Proche-Orient"), ("973", "les États-Unis"),
)  # fmt: skip

APPROACHES = (
    "Comprendre {}", "Petit guide : {}", "{} pas à pas", "{} en 50 questions", "{}, une histoire",
    "Découvrir {}", "L’atlas : {}", "Tout sur {}",
)  # fmt: skip

#: PCDM class, and words for albums of that kind.
MUSIC = (
    ("1.1", ("Blues du canal", "Mississippi, mon amour", "Nuit bleue")),
    ("1.3", ("Trio en mouvement", "Autour de minuit", "Quartet du Rhône")),
    ("2", ("Béton armé", "Sous les néons", "Grand huit")),
    ("2.8", ("Ville ouverte", "Rimes et cailloux", "Quartier nord")),
    ("3", ("Sonates pour violoncelle", "Préludes", "Quatuors à cordes")),
    ("4", ("Pulsations", "Modulaire", "Nappes")),
    ("6", ("Musiques de films", "Génériques")),
    ("8", ("Chansons du soir", "Les mots doux", "Bal perdu", "À la terrasse")),
    ("9.1", ("Rives", "Kora et oud", "Route du sel")),
)  # fmt: skip

COMICS = (
    ("Les Gardiens du beffroi", "Peyrat, Jules"), ("Capucine et compagnie", "Estève, Rose"),
    ("Sous les toits", "Nguyen, Anh"), ("La Brigade du marais", "Marchetti, Bruno"),
    ("Tempête 48", "Kerbrat, Hugo"), ("Zoum et Compagnon", "Weiss, Denis"),
    ("Les Éclaireuses", "Benali, Yasmine"), ("Mémoires d’un tramway", "Lévêque, Théo"),
)  # fmt: skip

MANGA = (
    ("Hana no machi", "Kurosaki, Yui"), ("Le club des sabres", "Ishida, Ren"),
    ("Gare de Kamakura", "Tanabe, Mio"), ("Neko café", "Arai, Sora"),
)  # fmt: skip

MAGAZINES = ("Le Petit Mécano", "Jardins d’ici", "Sciences et Curieux", "Rive gauche")

FILMS = (
    "La dernière séance d’Odette", "Quai numéro neuf", "Les vendangeurs", "Un hiver à Tulle",
    "Le facteur de nuit", "Mille kilomètres", "Les invisibles du port", "La cantine",
    "Trois jours en août", "Le grand bain d’Alma", "Contrechamp", "Un été sans toi",
)  # fmt: skip

FILM_SUBJECTS = ("Planète abeilles", "Le peuple des dunes", "Secrets d’ateliers", "Océans intimes")

ENGLISH_LAST = (
    "Ashdown", "Blackwood", "Carver", "Donnelly", "Eastman", "Fairfax", "Grimshaw", "Hollis",
    "Ingram", "Jessop", "Kavanagh", "Lockhart", "Merriweather", "Northcote", "O’Dowd", "Pemberton",
)  # fmt: skip

ENGLISH_FIRST = ("Agnes", "Bertie", "Clara", "Dorian", "Esther", "Fergus", "Grace", "Harriet")

ENGLISH_THINGS = (
    "The Lighthouse", "A Season", "The Clockmaker", "Letters", "The Long Walk", "The Orchard",
    "Summer", "The Ferryman", "A House", "The Quiet", "Winter", "The Secret",
)  # fmt: skip

ENGLISH_OF_WHAT = (
    "at Wexham", "of Glass", "for Miss Lane", "in the Marsh", "by the Canal", "of the North",
    "without Maps", "and the Fox", "under Ice", "of Small Hours",
)  # fmt: skip

ENGLISH_SUBJECTS = (
    ("155.2", "BF698", "Personality"),
    ("321.8", "JC423", "Democracy"),
    ("363.7", "GE195", "Ecology"),
    ("428.2", "PE1112", "English Grammar"),
    ("508", "QH81", "Natural History"),
    ("523.1", "QB981", "Cosmology"),
    ("613.7", "RA781", "Yoga"),
    ("641.5", "TX714", "Home Cooking"),
    ("709.04", "N6490", "Modern Art"),
    ("796.52", "GV200", "Hill Walking"),
    ("822.33", "PR2976", "Shakespeare"),
    ("914.2", "DA632", "England"),
    ("942.08", "DA560", "Victorian Britain"),
)
