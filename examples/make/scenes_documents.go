package main

import "time"

// looseDocument is a file of the leak, and what stands in it.
type looseDocument struct {
	file, name, content string
	want                verdict
	inner               []inside
}

var signedOn = time.Date(2017, time.March, 31, 15, 4, 5, 0, time.UTC)

var accounts = []string{"Lantern Party - accounts of the first quarter", "Gifts received 48,200", "Spent on posters 12,600"}

// looseDocuments are documents that no mail carries.
func looseDocuments() []looseDocument {
	chain := []*holder{&documentRoot}
	signed := signedForm(&treasurer, signedOn, chain, accounts...)

	filled := *signed
	filled.update(map[int]string{
		objForm: "<< /Type /Annot /Subtype /Widget /FT /Tx /T (Remarks) /V (Seen by the board) /Rect [72 100 400 120] /F 4 /P 3 0 R /DA (/F 12 Tf 0 g) >>",
	})

	replaced := *signed
	replaced.update(map[int]string{
		objContent: pageContent(accounts[0], "Gifts received 482,000", accounts[2]),
	})

	own := signedForm(&impostor, signedOn, nil, accounts[0], "Gifts received 910,000", accounts[2])

	minutes := wordDocument("Maud Pelletrin", "Guest", "Lantern Party", "2017-02-11T10:00:00Z", "2017-05-04T22:41:00Z", photo,
		"Minutes of the board", "The budget was agreed without a vote.")

	return []looseDocument{
		{"documents/accounts.pdf", "signed-document", signed.out,
			corroborated("Signed wholly, under a certificate that leads to the root in roots.pem. Who signed is not who wrote, and the time is the signer's word.", "signer-not-author", "signing-time-claimed"), nil},
		{"documents/accounts filled in.pdf", "signed-document-filled", filled.out,
			corroborated("A form was filled in after signing, which the signer had allowed.", "changed-as-allowed", "signer-not-author", "signing-time-claimed"), nil},
		{"documents/accounts final.pdf", "attack-document-replaced", replaced.out,
			refuted("The signed state is still in the file and its signature holds; there another figure stands.", "signer-not-author"), nil},
		{"documents/accounts annex.pdf", "attack-own-certificate", own.out,
			undetermined("The signature holds, under a certificate that the forger made for himself in another's name."), nil},
		{"documents/minutes.docx", "document-edited-later", minutes,
			undetermined("Metadata name an author and somebody who saved it last: text that anyone can write. Nothing decides."),
			[]inside{{step: "!word/media/image1.png", name: "picture", kind: "document", content: photo, want: corroborated(sentSo, "carried-not-authored")}}},
	}
}

// documents puts the loose documents into the leak.
func (l *leak) documents() {
	for _, d := range looseDocuments() {
		l.write(d.file, d.content)
		at := root + "/" + escape(d.file)
		l.add(at, d.name, "document", d.content, d.want)
		for _, in := range d.inner {
			l.add(at+in.step, in.name, in.kind, in.content, in.want)
		}
	}
}
