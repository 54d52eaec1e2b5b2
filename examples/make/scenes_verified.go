package main

// The people of the leak. None exists; nor does any of their domains.
const (
	odile = "Odile Varencourt <o.varencourt@party.example>"
	bram  = "Bram Tollivant <b.tollivant@party.example>"
	maud  = "Maud Pelletrin <m.pelletrin@hq.party.example>"
	ines  = "Inès Quarrelle <i.quarrelle@press.example>"
	otto  = "Otto Kessering <o.kessering@council.example>"
	yusuf = "Yusuf Ardenol <y.ardenol@union.test>"
	livia = "Livia Sorrentane <l.sorrentane@museum.test>"
	rik   = "Rik Bleekvoort <rik@printer.example>"
	agate = "Agathe Minoret <agathe@choir.example.org>"
	pola  = "Pola Czerwin <pola.czerwin@terra.example>"
	nils  = "Nils Havertorp <nils.havertorp@terra.example>"
	desk  = "Campaign Desk <desk@attacker.example>"
	teams = "Team list <teams@lists.example>"
)

// held is the limit of mail that an account signed whose mailbox stands in the
// leak: Odile's sent mail does, so that whoever took it may have sent mail too.
const held = "account-may-have-been-held"

const wholly = "The author's domain signed all that a reader sees"

// verifiedScenes are authentic mails that nothing but their signature limits.
var verifiedScenes = []scene{{
	name: "rsa-2048",
	letter: letter{from: odile, to: bram, cc: maud, subject: "Hall for the 28th", date: "Fri, 21 Apr 2017 09:12:33 +0200",
		text: "Bram,\n\nthe town hall is free on the 28th, 400 seats, 650 for the evening.\nPlease confirm before noon, they hold it until then.\n\nOdile\n"},
	signed: []signature{{by: "party", at: 1492758753}},
	want:   verified(wholly+": RSA with 2,048 bits, relaxed/relaxed, key archived while it was in use.", held),
}, {
	name: "simple",
	letter: letter{from: ines, to: odile, subject: "Interview, Thursday", date: "Wed, 19 Apr 2017 17:40:02 +0200",
		text: "Dear Ms Varencourt,\n\ncould we  move the interview to Thursday, 10:30?   \nThe photographer needs a window to the north.\n\nI. Quarrelle\n"},
	signed: []signature{{by: "press", canon: "simple/simple"}},
	want:   verified(wholly + ", byte for byte: simple/simple."),
}, {
	name: "ed25519",
	letter: letter{from: odile, to: maud, subject: "Affiches : version 3", date: "Mon, 24 Apr 2017 08:01:12 +0200",
		text:  "Maud,\n\nla version 3 des affiches est validée. Même lanterne, fond plus clair.\nLe budget est joint, il est définitif.\n\nOdile\n",
		parts: []part{budgetPart}},
	signed: []signature{{by: "party-ed", canon: "simple/relaxed"}},
	want:   verified(wholly+", the PDF included: Ed25519, simple/relaxed.", held),
}, {
	name: "subdomain",
	letter: letter{from: maud, to: odile, subject: "Volunteers in the north", date: "Sat, 15 Apr 2017 11:20:00 +0200",
		text: "We have 38 names for the north, 12 of them with a car.\nThe list stays in the office, I do not mail it.\n\nMaud\n"},
	signed: []signature{{by: "party", canon: "relaxed/simple"}},
	want:   verified("Written under hq.party.example, signed by party.example: one organisation. relaxed/simple."),
}, {
	name: "two-signatures",
	letter: letter{from: bram, to: teams, subject: "Receipts until Tuesday", date: "Thu, 13 Apr 2017 18:12:55 +0200",
		head: []string{"List-Id: <teams.lists.example>"},
		text: "All,\n\nreceipts of March by Tuesday please, originals, no photographs.\n\nBram\n"},
	signed: []signature{{by: "party"}, {by: "lists", with: []string{"List-Id"}}},
	edit:   replace("<teams.lists.example>", "Teams <teams.lists.example>"),
	want:   verified("The author's signature holds. The list's own one fails, since a gateway rewrote List-Id: that takes nothing away."),
}, {
	name: "cyrillic",
	letter: letter{from: ines, to: odile, subject: "Вопросы к интервью", date: "Tue, 18 Apr 2017 12:03:18 +0200", charset: "koi8-r", encoding: "8bit",
		text: "Добрый день,\n\nтри вопроса от читателей прилагаю: мост, школа, рынок.\n\nИ. К.\n"},
	signed: []signature{{by: "press"}},
	want:   verified(wholly + ". Text in KOI8-R as it is stored."),
}, {
	name: "from-line-in-body",
	letter: letter{from: odile, to: maud, subject: "Slogan", date: "Wed, 12 Apr 2017 21:15:03 +0200",
		text: "Two candidates for the back page:\n\nFrom the lighthouse Mon Apr 10 10:00:00 2017 looks rather small\n\nFrom here on, light.\n\nI prefer the second.\n\nOdile\n"},
	signed: []signature{{by: "party"}},
	want:   verified(wholly+". A line of the body looks like the start of another mail; Content-Length says that it is none.", held),
}}
