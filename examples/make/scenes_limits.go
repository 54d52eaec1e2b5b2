package main

// limitedScenes are authentic mails whose signature says less than it might.
var limitedScenes = []scene{{
	name: "key-1024",
	letter: letter{from: otto, to: odile, subject: "Permit 2017-114", date: "Tue, 04 Apr 2017 14:00:29 +0200",
		text: "The permit for the square is granted, 09:00 to 13:00, no loudspeakers.\n\nO. Kessering, Council of Valmont\n"},
	signed: []signature{{by: "council"}},
	want:   verified("Signed with 1,024 bits, which some can break today and few could in 2017.", "key-1024"),
}, {
	name: "sha1",
	letter: letter{from: ines, to: bram, subject: "Advertisement prices", date: "Mon, 23 Jan 2017 10:10:10 +0100",
		text: "Half a page, one colour: 480. Two colours: 615.\n\nI. Quarrelle\n"},
	signed: []signature{{by: "press", sha1: true}},
	want:   verified("Signed with SHA-1: nobody can make a second text for a given hash, so it stands, with the limit.", "sha1"),
}, {
	name: "expired",
	letter: letter{from: odile, to: bram, subject: "Budget, second half", date: "Tue, 25 Apr 2017 16:48:00 +0200",
		text: "The second half is 41,300. Do not promise more before I have signed.\n\nOdile\n"},
	signed: []signature{{by: "party", at: 1493131680, until: 1493736480}},
	want:   verified("x= lies in the past: that told servers not to accept it late, and proves nothing against it.", held, "expired"),
}, {
	name: "structure-unsigned",
	letter: letter{from: rik, to: bram, subject: "Invoice follows", date: "Fri, 28 Apr 2017 09:55:21 +0200",
		text: "The invoice for the posters follows by post.\n\nRik\n"},
	signed: []signature{{by: "printer", without: []string{"Content-Type", "Content-Transfer-Encoding"}}},
	want:   verified("Content-Type is not signed, as in most mail, and fits the body. The selector is a CNAME to a key of the mail hoster.", "structure-unsigned"),
}, {
	name: "cc-unsigned",
	letter: letter{from: otto, to: odile, cc: yusuf, subject: "Keys of the hall", date: "Thu, 27 Apr 2017 12:30:00 +0200",
		text: "The keys are with the caretaker. He leaves at five.\n\nO. Kessering\n"},
	signed: []signature{{by: "council", without: []string{"Cc"}}},
	want:   verified("Cc could have been added or changed; the rest is signed, with 1,024 bits.", "cc-unsigned", "key-1024"),
}, {
	name: "key-recovered",
	letter: letter{from: livia, to: odile, subject: "Evening in the museum", date: "Wed, 15 Feb 2017 17:17:17 +0100",
		text: "The salt room takes 80 people. We ask for 300, chairs included.\n\nLivia Sorrentane\n"},
	signed: []signature{{by: "museum", at: 1487175437}},
	want:   verified("The key was computed from other signatures, not archived, and was in use then. The file's lines end in LF; read as CRLF they are what was signed.", "key-recovered"),
}, {
	name: "key-outside-window",
	letter: letter{from: livia, to: odile, subject: "Guided tour", date: "Sat, 14 Nov 2015 09:30:00 +0100",
		text: "The tour on Sunday begins at three, not at two.\n\nLivia\n"},
	signed: []signature{{by: "museum"}},
	want:   verified("Dated three months before the recovered key was first seen in use: back-dated, or older than the archive knows.", "key-outside-window", "key-recovered"),
}, {
	name: "key-768",
	letter: letter{from: livia, to: bram, subject: "Old invoice", date: "Mon, 08 Feb 2016 11:11:11 +0100",
		text: "Invoice 77 of last year is still open. It is only 40, but the auditor asks.\n\nLivia\n"},
	signed: []signature{{by: "museum-768"}},
	want:   undetermined("Valid, but a key of 768 bits has been factored in public since 2010: anyone may have signed. The mail is authentic, and that cannot be shown.", "key-under-1024"),
}}
