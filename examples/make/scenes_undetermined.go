package main

import "strings"

// replace returns an edit that replaces the first old by new.
func replace(old, new string) func(string) string {
	return func(raw string) string { return strings.Replace(raw, old, new, 1) }
}

// add returns an edit that puts text behind the message.
func add(text string) func(string) string {
	return func(raw string) string { return raw + text }
}

// undeterminedScenes are authentic mails of which that cannot be shown. None
// may ever be called false for it.
var undeterminedScenes = []scene{{
	name: "unsigned",
	letter: letter{from: bram, to: odile, subject: "Petty cash", date: "Tue, 07 Mar 2017 17:00:00 +0100",
		text: "There are 112.40 in the box. I took out 20 for stamps.\n\nBram\n"},
	want: undetermined("No signature: nothing speaks for it or against it."),
}, {
	name: "no-key",
	letter: letter{from: agate, to: odile, subject: "Thank you", date: "Sat, 29 Apr 2017 23:50:00 +0200",
		text: "It was a good evening. Half of us are hoarse.\n\nAgathe\n"},
	signed: []signature{{by: "choir"}},
	want:   undetermined("Signed, and nobody has kept the key: temperror."),
}, {
	name: "key-revoked",
	letter: letter{from: bram, to: odile, subject: "Accounts of 2015", date: "Mon, 11 Jan 2016 08:00:00 +0100",
		text: "The accounts of 2015 balance. I am as surprised as you are.\n\nBram\n"},
	signed: []signature{{by: "party-2014"}},
	want:   undetermined("The key's record was emptied since: permerror."),
}, {
	name: "malformed",
	letter: letter{from: ines, to: odile, subject: "Correction", date: "Fri, 21 Apr 2017 07:30:00 +0200",
		text: "The correction stands on page 4 today.\n\nInès\n"},
	signed: []signature{{by: "press"}},
	edit:   replace("\th=From:", "\thh=From:"),
	want:   undetermined("A gateway mangled the signature field: it names no fields any more."),
}, {
	name: "cut-off",
	letter: letter{from: odile, to: bram, subject: "Last things", date: "Sun, 30 Apr 2017 21:00:00 +0200",
		text: "Bram,\n\nthree things before tomorrow: the microphones, the extension lead,\nand somebody who can drive the van back to the council yard by six.\nI shall be in the hall from two o'clock on.\n\nOdile\n"},
	signed: []signature{{by: "party"}},
	want:   undetermined("The mailbox file ends in the middle of it, and so the body is not the one that was signed."),
}, {
	name: "uuencoded",
	letter: letter{from: rik, to: bram, subject: "Price list", date: "Mon, 03 Oct 2016 10:02:00 +0200",
		text: "From the old machine, as a file in the text.\n\n" + uuencode("prices.txt", prices) + "\nRik\n"},
	embeds: []inside{{step: "#1.1", name: "uuencoded-file", kind: "document", content: prices,
		want: undetermined("A file in the text of an unsigned mail: nothing is proved of the mail, and so nothing of the file.")}},
	want: undetermined("No signature."),
}, {
	name: "same-provider",
	letter: letter{from: nils, to: pola, subject: "The parcel", date: "Tue, 28 Mar 2017 06:30:00 +0200",
		text: "The parcel is behind the door. Do not ring.\n\nNils\n"},
	want: undetermined("Carried by a customer of the same public mail provider (terra.* is on the list of such): customers are no colleagues."),
}, {
	name: "carries-same-provider",
	letter: letter{from: pola, to: odile, subject: "What Nils wrote", date: "Sat, 01 Apr 2017 10:00:00 +0200",
		text: "See attached. I have nothing more.\n\nPola\n", parts: []part{{of: "same-provider"}}},
	signed: []signature{{by: "terra"}},
	want:   verified(wholly + "."),
}, {
	name: "by-a-stranger",
	letter: letter{from: otto, to: yusuf, subject: "Your question", date: "Thu, 30 Mar 2017 12:12:12 +0200",
		text: "The answer is no, as it was last year.\n\nO. Kessering\n"},
	want: undetermined("Authentic, but carried by one of its recipients alone, who did not write it."),
}, {
	name: "carries-stranger",
	letter: letter{from: yusuf, to: odile, subject: "Answer of the council", date: "Fri, 31 Mar 2017 09:00:00 +0200",
		text: "Attached, for what it is worth.\n\nYusuf\n", parts: []part{{of: "by-a-stranger"}}},
	signed: []signature{{by: "union"}},
	want:   verified(wholly+".", "key-testing"),
}}

// prices is a file of Rik's.
const prices = "A2 poster, 100 pieces: 85\nA2 poster, 1000 pieces: 410\nLeaflet, 5000 pieces: 190\n"
