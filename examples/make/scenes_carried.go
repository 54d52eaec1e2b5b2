package main

// Documents that are sent around.
var (
	budget = pdf("Lantern Party - budget 2017", "Posters 9,400   Halls 6,150   Travel 3,050", "Total 18,600")
	plan   = pdf("Seating plan, town hall", "Rows A to T, 20 seats each")
	photo  = png(48, func(x, y int) byte { return byte(x*y) ^ byte(4*x+3*y) })
)

const sentSo = "It stands byte for byte in a verified mail: it was sent so. Who made it is not shown."

// budgetPart is attached to two mails.
var budgetPart = part{file: "budget-2017.pdf", typ: "application/pdf", content: budget, name: "budget-pdf",
	want: corroborated(sentSo+" Two mails carry it: one item, two paths.", "carried-not-authored")}

// carriedScenes are mails that carry others, mails that are carried, and mails
// that a trusted relay or sealer vouches for.
var carriedScenes = []scene{{
	name: "sends-pdf",
	letter: letter{from: bram, to: odile, subject: "Budget as agreed", date: "Mon, 10 Apr 2017 09:00:00 +0200", text: "As agreed. The total is final.\n\nB.\n",
		parts: []part{budgetPart}},
	signed: []signature{{by: "party"}},
	want:   verified(wholly + ", the PDF included."),
}, {
	name: "sends-several",
	letter: letter{from: maud, to: odile, subject: "Photo, note and plan", date: "Tue, 18 Apr 2017 16:20:05 +0200", text: "Photo, note and plan. The plan is zipped.\n\nMaud\n",
		parts: []part{
			{file: "lantern.png", typ: "image/png", content: photo, name: "picture", want: corroborated(sentSo, "carried-not-authored")},
			{file: "note d'été.txt", typ: "text/plain; charset=utf-8", content: "Tables : 12. Chaises : 80. Café : à voir.\n", name: "text-file", want: corroborated(sentSo, "carried-not-authored")},
			{file: "plan.zip", typ: "application/zip", name: "attached-zip", kind: "container",
				content: zipped(member{name: "plan/seating.pdf", content: plan}),
				want:    corroborated(sentSo, "carried-not-authored"),
				inner: []inside{
					{step: "!plan/seating.pdf", name: "pdf-in-zip", kind: "document", content: plan, want: corroborated("It stands in a zip that a verified mail carries.", "carried-not-authored")},
				}},
		}},
	signed: []signature{{by: "party"}},
	want:   verified(wholly + ", all three files included."),
}, {
	name: "own-earlier-mail",
	letter: letter{from: yusuf, to: odile, subject: "Bus on the 1st", date: "Mon, 20 Mar 2017 08:30:00 +0100",
		text: "The union pays for one bus on the 1st, not for two.\n\nYusuf\n"},
	want: corroborated("Unsigned, but its own author attached it to a verified mail, which is signed under a test key.", "carried-not-signed", "key-testing"),
}, {
	name: "carries-own",
	letter: letter{from: yusuf, to: odile, subject: "Again: bus on the 1st", date: "Sat, 22 Apr 2017 08:45:12 +0200",
		text: "As I wrote in March, see attached.\n\nYusuf\n", parts: []part{{of: "own-earlier-mail"}}},
	signed: []signature{{by: "union"}},
	want:   verified(wholly+".", "key-testing"),
}, {
	name: "colleague-mail",
	letter: letter{from: odile, to: "Board <board@party.example>", subject: "Sunday", date: "Fri, 03 Mar 2017 19:00:00 +0100",
		text: "Sunday at nine, my kitchen, bring bread.\n\nOdile\n"},
	want: corroborated("Unsigned, but a colleague under the same organisation attached it to a verified mail.", "carried-not-signed"),
}, {
	name: "carries-colleague",
	letter: letter{from: maud, to: bram, subject: "The mail you asked for", date: "Fri, 14 Apr 2017 13:13:00 +0200",
		text: "Attached. Nobody else has it any more.\n\nMaud\n", parts: []part{{of: "colleague-mail"}}},
	signed: []signature{{by: "party"}},
	want:   verified(wholly + "."),
}, {
	name: "to-two-recipients",
	letter: letter{from: agate, to: address(otto) + ", " + address(ines), subject: "Concert and square", date: "Sun, 02 Apr 2017 10:00:00 +0200",
		text: "We sing on the 28th from four to five. Could the meeting begin later?\n\nAgathe\n"},
	want: corroborated("Unsigned, but two of its recipients, who have nothing to do with each other, carry the same bytes in verified mails.", "carried-by-recipients", "carried-not-signed", "key-1024"),
}, {
	name: "first-recipient",
	letter: letter{from: otto, to: odile, subject: "Fwd: Concert and square", date: "Mon, 03 Apr 2017 09:09:09 +0200",
		text: "Please settle this with the choir.\n\nO. Kessering\n", parts: []part{{of: "to-two-recipients"}}},
	signed: []signature{{by: "council"}},
	want:   verified(wholly+".", "key-1024"),
}, {
	name: "second-recipient",
	letter: letter{from: ines, to: odile, subject: "Concert annoncé ?", date: "Mon, 03 Apr 2017 15:26:53 +0200", charset: "iso-8859-1", encoding: "quoted-printable",
		text: "Bonjour,\n\nest-ce réglé ? J'annoncerais les deux, « le concert d'abord », si cela convient à tout le monde jusqu'à la fin.\n\nInès\n", parts: []part{{of: "to-two-recipients"}}},
	signed: []signature{{by: "press"}},
	want:   verified(wholly + "."),
}, {
	name: "relayed",
	letter: letter{from: agate, to: teams, subject: "[teams] Key of the organ loft", date: "Wed, 05 Apr 2017 22:10:00 +0200",
		head: []string{"List-Id: <teams.lists.example>"},
		text: "Who has the key of the organ loft?\n\nAgathe\n-- \nteams mailing list, lists.example\n"},
	signed: []signature{{by: "choir"}, {by: "lists", with: []string{"List-Id"}, at: 1491422999}},
	want:   corroborated("The list, trusted with --trust, signed it on its way: relayed in these words. The author's key is not at hand.", "relayed-not-authored"),
}, {
	name: "sealed",
	letter: letter{from: agate, to: odile, subject: "Programme of the concert", date: "Thu, 06 Apr 2017 18:00:00 +0200",
		text: "Three songs, twelve minutes. No speeches in between, please.\n\nAgathe\n"},
	sealed: &seal{results: "dmarc=pass header.from=choir.example.org;\r\n\tspf=pass smtp.mailfrom=agathe@choir.example.org", at: 1491494460},
	want:   corroborated("The forwarder, trusted with --trust, sealed it, and recorded dmarc=pass for the author's domain.", "sealed-not-signed"),
}}
