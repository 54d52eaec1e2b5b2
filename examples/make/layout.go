package main

import (
	"fmt"
	"strings"
)

// buildLeak puts every scene in its place.
func buildLeak(signers map[string]*signer) (*leak, error) {
	s, err := newStudio(signers, verifiedScenes, limitedScenes, carriedScenes, repairedScenes, undeterminedScenes, attackScenes)
	if err != nil {
		return nil, err
	}
	l := &leak{studio: s, files: map[string][]byte{}, byID: map[string]*item{}}
	l.mailboxes()
	l.maildir()
	l.singleMails()
	l.archives()
	l.compressedMailbox()
	l.otherFiles()
	l.documents()
	for name := range s.scenes {
		if s.made[name] == nil {
			l.fail(fmt.Errorf("the scene %q stands nowhere", name))
		}
	}
	return l, l.err
}

// mailboxes are exports of three accounts.
func (l *leak) mailboxes() {
	l.mboxFile("varencourt/inbox.mbox", mailbox{variant: mboxrd, names: []string{
		"simple", "subdomain", "cyrillic", "unsigned", "sends-pdf", "attack-other-domain", "attack-body-replaced",
		"first-recipient", "second-recipient", "carries-own", "stranger-sends-message", "attack-second-from",
	}})
	l.mboxFile("varencourt/sent.mbox", mailbox{variant: mboxcl2, names: []string{"from-line-in-body", "ed25519", "expired", "intruder-sends"}})
	l.mboxFile("tollivant/archive.mbox", mailbox{variant: mboxo, names: []string{
		"rsa-2048", "uuencoded", "sha1", "attack-512-bits", "attack-replayed",
	}})
	l.mboxFile("tollivant/recovered.mbox", mailbox{variant: mboxrd, lost: 80, names: []string{"stranger-sends-document", "cut-off"}})
	l.mboxFile("pelletrin/inbox.mbox", mailbox{variant: mboxrd, names: []string{"escaped-by-mailbox", "two-signatures", "list-footer", "list-footer-answer", "list-footer-council", "list-footer-press", "attack-postscript"}})
}

// maildir is an account kept in the format of qmail's maildir(5), with LF.
func (l *leak) maildir() {
	for file, name := range map[string]string{
		"cur/1492758755.M201P7.mx": "rsa-2048", // the same mail as in another mailbox
		"cur/1492092000.M88P7.mx":  "carries-colleague",
		"cur/1492525205.M14P7.mx":  "sends-several",
		"new/1493230820.M3P9.mx":   "subject-changed",
		"new/1493280611.M5P9.mx":   "encoded-anew",
		"new/1493355601.M6P9.mx":   "people-reordered",
		"new/1491422999.M45P9.mx":  "relayed",
		"tmp/1493697660.M1P9.mx":   "attack-sealed-spoof",
	} {
		l.eml("pelletrin/Maildir/"+file, name, lf)
	}
}

// singleMails are mails that somebody saved one by one.
func (l *leak) singleMails() {
	for file, name := range map[string]string{
		"cc-unsigned": "cc-unsigned",
		"correction":  "malformed", "choir@home": "no-key", "programme": "sealed",
		"quotation": "attack-beyond-l", "second account": "attack-dated-back", "accounts": "attack-new-boundary", "request": "attack-parts-skipped",
		"parking": "attack-junk-line", "new account": "attack-name-is-address",
		"parcel": "carries-same-provider", "answer": "carries-stranger",
	} {
		l.eml("varencourt/saved/"+file+".eml", name, crlf)
	}
	l.eml("varencourt/saved/museum.eml", "key-recovered", lf)
}

// archives is a zip with a folder of mails, a compressed tape archive, and a
// member that is encrypted.
func (l *leak) archives() {
	const zipFile, tapeFile = "tollivant/backup.zip", "2015.tar.gz"
	permit, invoice, tour := l.scene("key-1024"), l.scene("structure-unsigned"), l.scene("key-outside-window")
	tape := gzipped(tarred(member{name: "museum/tour.eml", content: tour.raw}))
	archive := zipped(
		member{name: "mail/permit.eml", content: permit.raw},
		member{name: "mail/invoice.eml", content: invoice.raw},
		member{name: tapeFile, content: tape},
		member{name: "mail/private.eml", content: "what nobody can read without the password", encrypted: true},
	)
	l.write(zipFile, archive)
	at := root + "/" + zipFile
	l.mail(at+"!mail/permit.eml", permit, permit.raw, crlf)
	l.mail(at+"!mail/invoice.eml", invoice, invoice.raw, crlf)
	l.mail(at+"!"+tapeFile+"!museum/tour.eml", tour, tour.raw, crlf)
	l.add(at, "zip", "container", archive, undetermined("An archive; what is in it is listed by itself."))
	l.add(at+"!"+tapeFile, "tape-in-zip", "container", tape, undetermined("A compressed tape archive inside a zip."))
	l.add(at+"!mail/private.eml", "encrypted", "unreadable", "", undetermined("Encrypted in the zip. It is listed, not dropped."))
}

// compressedMailbox is a mailbox in gzip.
func (l *leak) compressedMailbox() {
	const file = "tollivant/2016.mbox.gz"
	at := root + "/" + file
	packed := gzipped(l.mbox(at+"!2016.mbox", mailbox{variant: mboxrd, names: []string{"key-revoked", "key-768"}}))
	l.write(file, packed)
	l.add(at, "gzip", "container", packed, undetermined("A compressed mailbox file."))
}

// otherFiles are what else lay in the folders.
func (l *leak) otherFiles() {
	const note = "Everything is in here. Share it before Sunday.\n"
	for _, f := range []struct {
		file, name, kind, content string
		want                      verdict
	}{
		{"READ ME FIRST.txt", "loose-text", "document", note, undetermined("A loose file: nothing says who made it, or when.")},
		{"documents/statement.pdf", "attack-loose-document", "document", forgedStatement, undetermined("Forged, and not even sent by anybody.")},
		{"tollivant/outlook.pst", "pst", "unreadable", "!BDN\x00\x00\x00\x00SM\x17\x00" + strings.Repeat("\x00", 500), undetermined("A mailbox of Outlook (its first bytes only): recognised, and named with the command that converts it.")},
		{"pelletrin/photos.7z", "7z", "unreadable", "7z\xbc\xaf\x27\x1c\x00\x04" + strings.Repeat("\x00", 24), undetermined("A 7z archive (its first bytes only): recognised, and named with the command that unpacks it.")},
	} {
		l.write(f.file, f.content)
		l.add(root+"/"+escape(f.file), f.name, f.kind, f.content, f.want)
	}
}
