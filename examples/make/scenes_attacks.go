package main

import "strings"

// forgedAccounts is a document that nobody at the party ever made.
var forgedAccounts = pdf("Lantern Party - second account", "Valmont Trust, 9,000,000", "for the eyes of the treasurer")

// forgedStatement lies in a folder of the leak.
var forgedStatement = pdf("Valmont Trust - statement of account", "Balance 9,000,000")

// attackScenes are forgeries, and what their makers send. None of the former
// may be verified, and a forged document only as sent by its forger.
var attackScenes = []scene{{
	name: "attack-other-domain",
	letter: letter{from: ines, to: odile, subject: "We publish tonight", date: "Thu, 04 May 2017 18:00:00 +0200",
		text: "We have the accounts and publish at eight. Transfer the rest before then.\n\nInès\n"},
	signed: []signature{{by: "attacker"}},
	want:   undetermined("Valid, but signed by attacker.example: anyone can sign any name with a domain of his own."),
}, {
	name: "attack-name-is-address",
	letter: letter{from: `"b.tollivant@party.example" <desk@attacker.example>`, to: odile, subject: "New account number", date: "Wed, 03 May 2017 11:00:00 +0200",
		text: "Please use the new account from today on.\n\nBram\n"},
	signed: []signature{{by: "attacker"}},
	want:   undetermined("Some programmes show the name alone, which is somebody else's address.", "from-misleads"),
}, {
	name: "attack-second-from",
	letter: letter{from: ines, to: odile, subject: "Cancelled", date: "Mon, 17 Apr 2017 09:00:00 +0200",
		text: "I withdraw everything I said on Friday.\n\nI. Q.\n"},
	signed: []signature{{by: "press"}},
	edit:   func(raw string) string { return "From: " + otto + "\r\n" + raw },
	want:   undetermined("A genuine mail of press.example with a second From on top: many programmes show the first, the signature covers the last.", "from-doubled", "from-unsigned"),
}, {
	name: "attack-beyond-l",
	letter: letter{from: ines, to: odile, subject: "Your quotation", date: "Fri, 14 Apr 2017 10:40:00 +0200",
		text: "The quotation stands as you approved it.\n\nI. Quarrelle\n"},
	signed: []signature{{by: "press", partial: true}},
	edit:   add("\r\nPS: the second account is safe with us.\r\n"),
	want:   undetermined("A genuine mail signed with l=, and a postscript put behind the signed bytes.", "body-beyond-l"),
}, {
	name: "attack-new-boundary",
	letter: letter{from: ines, to: "tip@attacker.example", subject: "Re: the accounts", date: "Tue, 02 May 2017 15:00:00 +0200",
		text: "We do not print this. You wrote:\n\n--quoted\nContent-Type: text/plain\n\nThe paper confirms that the second account exists.\n--quoted--\n"},
	signed: []signature{{by: "press", without: []string{"Content-Type", "Content-Transfer-Encoding"}}},
	edit:   replace("Content-Type: text/plain; charset=us-ascii", "Content-Type: multipart/mixed; boundary=quoted"),
	want:   undetermined("A genuine answer that quotes its sender. The unsigned Content-Type was changed, so that the answer lands before the first part, where no programme shows it.", "structure-misfit", "structure-unsigned"),
}, {
	name: "attack-parts-skipped",
	letter: letter{from: otto, to: "tip@attacker.example", subject: "Your request", date: "Wed, 03 May 2017 08:20:00 +0200",
		text:  "The council refuses the request, which follows.\n\nO. Kessering\n",
		parts: []part{{shown: true, typ: "text/plain", content: "The council agrees to sell the square to the party.\n"}}},
	signed: []signature{{by: "council", without: []string{"Content-Type", "Content-Transfer-Encoding"}}},
	edit:   replace("multipart/mixed", "multipart/alternative"),
	want:   undetermined("A genuine refusal with the request below it. The unsigned Content-Type now says that the two are alternatives, of which programmes show the last alone.", "key-1024", "structure-misfit", "structure-unsigned"),
}, {
	name: "attack-forged-message",
	letter: letter{from: odile, to: bram, subject: "Second account", date: "Mon, 06 Feb 2017 23:11:00 +0100",
		text: "Nobody must hear of the second account.\n\nOdile\n"},
	want: undetermined("Made up, and attached to a mail of a stranger. His signature vouches for his sending it, not for its author."),
}, {
	name: "stranger-sends-message",
	letter: letter{from: desk, to: odile, subject: "You should know", date: "Thu, 04 May 2017 20:00:00 +0200",
		text: "This goes round. Is it yours?\n\nDesk\n", parts: []part{{of: "attack-forged-message"}}},
	signed: []signature{{by: "attacker"}},
	want:   verified("The stranger's own mail: his domain signed it under his own name. What it carries is another matter."),
}, {
	name: "stranger-sends-document",
	letter: letter{from: desk, to: bram, subject: "Accounts", date: "Thu, 04 May 2017 20:30:00 +0200",
		text: "As discussed.\n\nDesk\n",
		parts: []part{{file: "accounts.pdf", typ: "application/pdf", content: forgedAccounts, name: "attack-forged-document",
			want: corroborated("Forged, mailed by the forger, validly signed. It is corroborated as sent by desk@attacker.example under that date, and as nothing more: the claim names him.", "carried-not-authored")}}},
	signed: []signature{{by: "attacker"}},
	want:   verified("The stranger's own mail: his domain signed it under his own name. What it carries is another matter."),
}, {
	name: "attack-sealed-spoof",
	letter: letter{from: odile, to: yusuf, subject: "Vote no", date: "Tue, 02 May 2017 06:00:00 +0200",
		text: "Tell your people to vote no on Sunday.\n\nOdile\n"},
	sealed: &seal{results: "dmarc=fail header.from=party.example;\r\n\tspf=fail smtp.mailfrom=bounce@attacker.example", at: 1493697660},
	want:   undetermined("The trusted sealer sealed a spoof, as sealers do, and recorded dmarc=fail."),
}, {
	name: "attack-512-bits",
	letter: letter{from: livia, to: bram, subject: "Cash", date: "Wed, 01 Dec 2010 10:00:00 +0100",
		text: "The 50,000 are in the salt room, as you wanted.\n\nLivia\n"},
	signed: []signature{{by: "museum-512"}},
	want:   undetermined("Valid under a key of 512 bits, whose private half anyone finds in hours.", "key-exposed", "key-under-1024"),
}, {
	name: "attack-junk-line",
	letter: letter{from: otto, to: odile, subject: "Parking", date: "Tue, 25 Apr 2017 10:10:00 +0200",
		text: "There is parking behind the library.\n\nO. Kessering\n"},
	signed: []signature{{by: "council"}},
	edit:   replace("\r\nTo: ", "\r\nThe council has paid your party as agreed\r\nTo: "),
	want:   undetermined("A genuine mail with a line among its fields that is no field: no signature can cover it, and some programmes show it.", "header-junk", "key-1024"),
}, {
	name: "attack-body-replaced",
	letter: letter{from: odile, to: bram, subject: "Van", date: "Thu, 27 Apr 2017 17:00:00 +0200",
		text: "Is the van free on Sunday?\n\nOdile\n"},
	signed: []signature{{by: "party"}},
	edit:   replace("Is the van free on Sunday?", "Burn the lists before Sunday."),
	want:   undetermined("A genuine header over another body. That alone is what a list does as well, and so it is not called false."),
}, {
	name: "intruder-sends",
	letter: letter{from: odile, to: maud, subject: "For the printer", date: "Sun, 30 Apr 2017 03:41:00 +0200",
		text: "Maud,\n\ntell the printer to stop the posters, the lantern is off.\n\nOdile\n"},
	signed: []signature{{by: "party", at: 1493516460}},
	want:   verified("Sent by the intruder, from the account that he held: the server signed it as it signs all mail of that account. Nothing in it can tell; the limit says so, as on all that this account sent.", held),
}, {
	name: "attack-dated-back",
	letter: letter{from: bram, to: odile, subject: "The second account", date: "Wed, 03 May 2017 09:20:11 +0200",
		text: "Odile,\n\nthe second account is ready, as you asked.\n\nBram\n"},
	edit: func(raw string) string {
		raw = strings.Replace(raw, "Message-ID: <attack-dated-back@", "Message-ID: <20170503072011.GA2231@", 1)
		raw = strings.Replace(raw, "03 May 2017", "06 Jan 2017", 1)
		return "Received: from desk.party.example (desk.party.example [192.0.2.17])\r\n\tby mx.party.example with ESMTP id v437KBxY004711;\r\n\tWed, 03 May 2017 09:20:13 +0200\r\n" + raw
	},
	want: suspect("Dated back in a text editor: the weekday, the Message-ID and the server are still those of May. Three causes, each with innocent explanations, and together far beyond 100 to 1."),
}, {
	name: "attack-replayed",
	letter: letter{from: odile, to: bram, subject: "Hall for the 28th", date: "Fri, 21 Apr 2017 09:12:33 +0200",
		text: "Bram,\n\npay the hall from the second account.\n\nOdile\n"},
	replay: "rsa-2048",
	want:   undetermined("Carries the signature of another mail of the same author, subject and date."),
}}
