package main

import "strings"

const (
	undone = "What happened to it is undone, and then the author's signature holds: "
	footer = "_______________________________\r\nteams mailing list\r\nlists.example\r\n"
)

// listed returns an edit that does what the list of the teams does, behind
// other edits.
func listed(edits ...func(string) string) func(string) string {
	return func(raw string) string {
		for _, edit := range edits {
			raw = edit(raw)
		}
		return "List-Id: <teams.lists.example>\r\n" + raw + footer
	}
}

// encodedAnew is what a gateway does that passes on 7 bits alone.
func encodedAnew(raw string) string {
	header, body, _ := strings.Cut(raw, "\r\n\r\n")
	header = strings.Replace(header, "Content-Transfer-Encoding: 8bit", "Content-Transfer-Encoding: quoted-printable", 1)
	return header + "\r\n\r\n" + forTransfer("quoted-printable", body)
}

// repairedScenes are mails that something happened to after they were signed.
var repairedScenes = []scene{{
	name: "list-footer",
	letter: letter{from: maud, to: teams, subject: "Tables", date: "Sat, 08 Apr 2017 12:00:00 +0200",
		text: "We are four tables short. Who has some?\n\nMaud\n"},
	signed: []signature{{by: "party"}},
	edit:   listed(),
	want:   verified(undone+"a list put its footer under the body, the same as under the mail of others, and the claim leaves it out.", "addition-unsigned", "repaired"),
}, {
	name: "list-footer-answer",
	letter: letter{from: bram, to: teams, subject: "Re: Tables", date: "Sat, 08 Apr 2017 12:40:00 +0200",
		text: "Two stand in my garage. They wobble.\n\nBram\n"},
	signed: []signature{{by: "party"}},
	edit:   listed(),
	want:   verified(undone+"the same footer.", "addition-unsigned", "repaired"),
}, {
	name: "list-footer-council",
	letter: letter{from: otto, to: teams, subject: "Re: Tables", date: "Mon, 10 Apr 2017 08:05:00 +0200",
		text: "The council lends six tables against a signature.\n\nO. Kessering\n"},
	signed: []signature{{by: "council"}},
	edit:   listed(),
	want:   verified(undone+"the same footer.", "addition-unsigned", "key-1024", "repaired"),
}, {
	name: "list-footer-press",
	letter: letter{from: ines, to: teams, subject: "Photographs", date: "Tue, 11 Apr 2017 16:00:00 +0200",
		text: "Our photographer comes at six. He needs a chair.\n\nI. Quarrelle\n"},
	signed: []signature{{by: "press"}},
	edit:   listed(),
	want:   verified(undone+"the same footer.", "addition-unsigned", "repaired"),
}, {
	name: "attack-postscript",
	letter: letter{from: odile, to: teams, subject: "Thank you all", date: "Mon, 01 May 2017 09:30:00 +0200",
		text: "The hall was full. That was you.\n\nOdile\n"},
	signed: []signature{{by: "party"}},
	edit:   listed(add("P.S. The invoice of the printer goes through my brother.\r\n")),
	want:   corroborated("A genuine mail of the list, and a postscript that somebody put between text and footer. It looks like a footer to a signature, stands on no other mail, and the claim leaves it out.", held, "repaired", "repaired-in-part"),
}, {
	name: "subject-changed",
	letter: letter{from: odile, to: teams, subject: "Rain plan", date: "Wed, 26 Apr 2017 20:20:20 +0200",
		text: "If it rains we meet in the school, same time.\n\nOdile\n"},
	signed: []signature{{by: "party"}},
	edit:   replace("Subject: ", "Subject: [teams] "),
	want:   corroborated(undone+"a tag before the subject. A reader sees it, it stands on no other mail here, and the claim names it.", held, "repaired", "repaired-in-part"),
}, {
	name: "escaped-by-mailbox",
	letter: letter{from: odile, to: maud, subject: "Slogan, again", date: "Thu, 13 Apr 2017 07:45:00 +0200",
		text: "The printer asks for it in one line:\n\nFrom here on, light.\n\nOdile\n"},
	signed: []signature{{by: "party"}},
	want:   verified(undone+"the mailbox file wrote >From for a line of the body, which is nothing to a reader.", held, "repaired"),
}, {
	name: "encoded-anew",
	letter: letter{from: bram, to: odile, subject: "Microphones", date: "Thu, 27 Apr 2017 10:10:10 +0200",
		text: "Trois micros sans fil, réservés à la mairie. La caution est de 200 euros.\n\nBram\n"},
	signed: []signature{{by: "party"}},
	edit:   encodedAnew,
	want:   verified(undone+"a gateway wrote the text as quoted-printable. It reads the same.", "repaired"),
}, {
	name: "people-reordered",
	letter: letter{from: maud, to: odile, cc: "b.tollivant@party.example, i.quarrelle@press.example, rik@printer.example", subject: "Who brings what", date: "Fri, 28 Apr 2017 07:00:00 +0200",
		text: "I bring the urn. The rest is on the door.\n\nMaud\n"},
	signed: []signature{{by: "party"}},
	edit: replace("b.tollivant@party.example, i.quarrelle@press.example, rik@printer.example",
		"rik@printer.example, b.tollivant@party.example, i.quarrelle@press.example"),
	want: verified(undone+"a list wrote the people of Cc in another order.", "repaired"),
}}
