package lab

import (
	"fmt"
	"strings"

	"assay/lab/label"
	"assay/lab/world"
)

// readme says that all of it is made up, and how; w is nil of real mail.
func (k *making) readme(w *world.World) []byte {
	var b strings.Builder
	p := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	if w == nil {
		p("# Real mail, forged in part\n")
		p("The mail in `%s/` is that of the base that was named, byte for byte, but for those items whose", LeakFolder)
		p("label in `%s` says `\"made\": true`: these were forged from it by a programme, to measure", label.File)
		p("what assay finds. Nobody named in them wrote them. Pass none of them on.\n")
	} else {
		p("# A leak that is made up\n")
		p("Everything in `%s/` was made by a programme: the organisation %q, its people, every mail,", LeakFolder, w.Org)
		p("document and signature. Nobody of these names wrote any of it. All addresses stand under domains")
		p("that RFC 2606 reserves; the keys in `%s` are test keys that anybody can make from the seed.\n", KeysFile)
		p("Mailboxes were stolen between %s and %s and exported in several forms, with the innocent damage", w.Until().AddDate(0, 0, -20).Format("2 January 2006"), w.Until().Format("2 January 2006"))
		p("that exports do. Then a part was forged.\n")
		p("| file | what |\n| --- | --- |")
		p("| `%s/` | what would be handed over: mailboxes, and files from disks in `%s/` |", LeakFolder, documentFolder)
		p("| `%s` | the public keys of the signatures, for `assay run --keys` |", KeysFile)
		p("| `%s` | whose mailboxes, when each was stolen, and the Message-IDs of mail that is missing |", WorldFile)
		p("| `%s` | one line an item: what it really is |", label.File)
	}
	p("\n%d items, of which %d are forged or were sent by the intruder, in %d acts.", k.count.Items, k.count.Forged, k.count.Acts)
	p("Made with `assay lab make --seed %d --size %d --forged %g`%s.", k.o.Seed, k.o.Size, 100*k.o.Forged, map[bool]string{true: " and a base", false: ""}[w == nil])
	return []byte(b.String())
}
