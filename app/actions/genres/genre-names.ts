/**
 * Common genres as a tree, by indentation: a genre is a kind of the genre above it. Behind a name stand its other
 * spellings, after `=` and with `|` between them; case, spaces, hyphens and "and" need no spelling of their own.
 */
export const GENRE_TREE = `
African
  Afrobeat
  Highlife
  Soukous
  Mbalax
  Kwaito
  Gnawa
Ambient
  Dark Ambient
  Drone
  Space Ambient = Space Music
  New Age
Asian
  J-Pop = Japanese Pop
  K-Pop = Korean Pop
  Cantopop
  Mandopop
  Bollywood
  Enka
  City Pop
Blues
  Acoustic Blues
  Chicago Blues
  Delta Blues
  Electric Blues
  Blues Rock
  Boogie-Woogie
  Jump Blues
Brass & Military = Brass | Military | Brass Band | Marching Band
Children's = Children | Kids | Children's Music | Kindermusik
Classical = Classical Music | Klassik | Classique | Clásica | Música Clásica
  Medieval
    Gregorian Chant = Plainchant
  Renaissance
  Baroque = Barock
  Classical Period
  Romantic = Romantic Period | Romantik
  Impressionist = Impressionism
  Modern Classical = 20th Century Classical
    Minimalism = Minimal Music
    Serialism
  Contemporary Classical = Neo-Classical | Neoclassical
  Opera = Oper
    Operetta
  Choral = Choir | Chormusik
  Chamber Music = Chamber | Kammermusik
    String Quartet
  Symphony = Sinfonie
  Concerto
  Lied = Art Song
  Early Music
Comedy
  Stand-Up Comedy = Stand-Up | Kabarett
Country
  Alternative Country = Alt-Country | Alt. Country
  Americana
  Bluegrass
  Country Rock
  Honky Tonk
  Outlaw Country
  Western Swing
Easy Listening
  Lounge
  Exotica
Electronic = Electronica | Electronic Music | Elektronisch | Électronique | Electrónica
  Breakbeat
    Big Beat
  Chillout = Chill-Out | Chill
  Dance = Dance Music
    Eurodance = Euro-Dance
    Italo Disco = Italo-Disco
  Downtempo
    Trip-Hop
  Drum & Bass = DnB | D'n'B | D&B | Drum n Bass | Drum'n'Bass
    Jungle
    Liquid Funk = Liquid Drum & Bass
    Neurofunk
  Dubstep
    Brostep
  EDM
  Electro
  Electroclash
  Footwork
  Future Bass
  Glitch
  Hardcore Techno = Gabber
    Happy Hardcore
  Hardstyle
  House = House Music
    Acid House
    Chicago House
    Deep House
    Electro House
    French House
    Garage House
    Progressive House
    Tech House
    Tropical House
  IDM = Intelligent Dance Music
  Synthwave = Retrowave | Outrun
  Techno
    Acid Techno
    Detroit Techno
    Dub Techno
    Minimal Techno
  Trance
    Goa Trance = Goa
    Progressive Trance
    Psytrance = Psychedelic Trance
    Uplifting Trance
    Vocal Trance
  UK Garage = UKG | 2-Step
    Grime
  Vaporwave
Experimental = Avant-Garde | Avantgarde
  Electroacoustic
  Free Improvisation
  Musique Concrète
  Noise
    Harsh Noise
  Sound Art
Folk = Folk Music | Folklore
  American Folk
  Anti-Folk
  Celtic = Celtic Folk
    Irish Folk = Irish Traditional
    Scottish Folk
  Contemporary Folk
  Dark Folk
    Neofolk
  Folk Pop
  Folk Rock
  Freak Folk
  Indie Folk
  Klezmer
  Nordic Folk
  Singer-Songwriter = Singer/Songwriter | Liedermacher
  Traditional Folk
Folk, World & Country = Folk, World, & Country
Funk
  Funk Rock
  G-Funk
  P-Funk
Christian = Christian Music | Worship
  Contemporary Christian = CCM
  Gospel = Christian & Gospel
  Spirituals
Hip-Hop = Hip Hop | Rap | Hip-Hop & Rap | Hip-Hop/Rap | Rap/Hip-Hop
  Abstract Hip-Hop
  Alternative Hip-Hop
  Boom Bap
  Conscious Hip-Hop
  Crunk
  Drill
  East Coast Hip-Hop
  Gangsta Rap = Gangsta
  Instrumental Hip-Hop
  Lo-Fi Hip-Hop
  Southern Hip-Hop
  Trap
  Turntablism
  West Coast Hip-Hop
Holiday
  Christmas = Xmas | Christmas Music | Weihnachten | Noël | Navidad
Jazz
  Acid Jazz
  Avant-Garde Jazz
  Bebop = Be-Bop | Bop
    Hard Bop
    Post-Bop
  Big Band
  Cool Jazz
  Contemporary Jazz
  Dixieland = Traditional Jazz | Trad Jazz
  Free Jazz
  Gypsy Jazz = Manouche | Jazz Manouche
  Jazz Funk
  Jazz Fusion = Fusion
  Latin Jazz
    Afro-Cuban Jazz
  Modal Jazz
  Nu Jazz
  Ragtime
  Smooth Jazz
  Soul Jazz
  Spiritual Jazz
  Swing
  Vocal Jazz = Jazz Vocals
Latin = Latin Music | Música Latina
  Bachata
  Bolero
  Bossa Nova
  Cumbia
  Fado
  Flamenco
  Forró
  Mambo
  Mariachi
  Merengue
  MPB = Música Popular Brasileira
  Ranchera
  Reggaeton = Reggaetón
  Salsa
  Samba
  Son Cubano
  Tango
  Tropicália = Tropicalia
Metal = Heavy Metal Music
  Alternative Metal = Alt-Metal
    Nu Metal
    Funk Metal
  Avant-Garde Metal
  Black Metal
    Atmospheric Black Metal
    Symphonic Black Metal
  Death Metal
    Brutal Death Metal
    Melodic Death Metal = Melodeath
    Technical Death Metal
  Doom Metal = Doom
    Funeral Doom
    Stoner Metal
    Sludge Metal = Sludge
  Folk Metal
    Viking Metal
  Glam Metal = Hair Metal
  Gothic Metal
  Groove Metal
  Heavy Metal
  Industrial Metal
  Metalcore
    Deathcore
    Mathcore
  Post-Metal
  Power Metal
  Progressive Metal = Prog Metal
    Djent
  Speed Metal
  Symphonic Metal
  Thrash Metal = Thrash
Middle Eastern
  Arabic Pop
  Raï = Rai
Musical = Musicals | Show Tunes | Broadway
Pop = Pop Music
  Art Pop
  Baroque Pop
  Britpop = Brit Pop
  Bubblegum Pop
  Chamber Pop
  Chanson = French Pop
  Dance-Pop
  Dream Pop
  Electropop = Electro Pop
  Europop
  Hyperpop
  Indie Pop
    Twee Pop
  Jangle Pop
  Latin Pop
  Pop Rap
  Power Pop
  Schlager
  Sophisti-Pop
  Synth-Pop = Synthie Pop | Techno-Pop
  Teen Pop
Punk = Punk Rock
  Crust Punk
  Emo
    Midwest Emo
    Screamo
  Folk Punk
  Garage Punk
  Hardcore Punk
    Melodic Hardcore
    Post-Hardcore
  Oi!
  Pop Punk
  Post-Punk
    Coldwave
    Dance-Punk
  Ska Punk
  Skate Punk
R&B = RnB | R'n'B | R and B | Rhythm & Blues | Rhythm n Blues
  Contemporary R&B
  Alternative R&B = PBR&B
  Doo-Wop
  New Jack Swing
Reggae
  Dancehall
  Dub
  Lovers Rock
  Ragga
  Rocksteady
  Roots Reggae
  Ska
    Two-Tone = 2 Tone
Religious
  Mantra = Kirtan
  Qawwali
Rock = Rock Music
  Acid Rock
  Alternative Rock = Alternative | Alt-Rock | Alt. Rock
    Grunge
    Indie Rock = Indie
      Slowcore
    Shoegaze = Shoegazing
  Art Rock
  Classic Rock
  Dark Wave = Darkwave
    Gothic Rock = Goth Rock | Goth | Gothic
  Experimental Rock
    Post-Rock
    Math Rock
    Noise Rock
  Garage Rock
  Glam Rock
  Hard Rock
    Stoner Rock
  Heartland Rock
  Industrial Rock
  Krautrock
  New Wave
    No Wave
    Neue Deutsche Welle = NDW
  Pop Rock = Pop/Rock | Rock/Pop | Rock & Pop | Pop & Rock
  Progressive Rock = Prog Rock | Prog
    Canterbury Scene
    Symphonic Prog = Symphonic Rock
    Zeuhl
  Psychedelic Rock = Psychedelic | Psych Rock
    Neo-Psychedelia
    Space Rock
  Rock & Roll = Rock 'n' Roll | Rock'n'Roll | Rock n Roll
    Rockabilly
      Psychobilly
  Soft Rock
    AOR = Adult-Oriented Rock
    Yacht Rock
  Southern Rock
  Surf Rock = Surf
Industrial
  EBM = Electronic Body Music
  Power Electronics
Soul = Soul Music
  Neo-Soul = Neo Soul
  Northern Soul
  Motown
  Philly Soul
  Southern Soul
Disco
  Nu-Disco = Nu Disco
Soundtrack = Soundtracks | OST | Original Soundtrack | Bande Originale | Banda Sonora
  Film Score = Score | Film Music | Filmmusik
  Video Game Music = VGM | Game | Game Music | Chiptune | Chip Music
  Anime
  Television Music = TV Music
Spoken Word = Spoken | Speech
  Audiobook = Audio Book | Hörbuch | Livre Audio | Audiolibro
  Audio Drama = Radio Drama | Radio Play | Hörspiel
  Podcast
  Poetry
  Lecture
World = World Music | Weltmusik
  Balkan = Balkan Music
  Gamelan
  Hawaiian
  Polka
  Throat Singing
  Turkish Folk
`;
