package oletext

import (
	"fmt"
	"strings"
	"time"

	"assay/document"
	"assay/ole"
	"assay/ole/locale"
	"assay/ole/vba"
	"assay/oletext/carve"
)

// problems say what each kind of damage means.
var problems = map[string]string{
	"damaged": "Part of the file is missing or its tables are damaged, so what was read may be incomplete",
	"cycle":   "A chain of sectors runs in a circle, which no programme writes; damaged files can have one, and files made to stop readers do",
	"overlap": "Two streams share bytes, which no programme writes; damaged files can show it",
	"tree":    "The directory is not in order: entries are lost, doubled or too deep",
}

// readContainer tells of the container: damage, times and classes of storages,
// and what its unused parts still hold.
func readContainer(f *ole.File, page int, d *document.Document) {
	for _, kind := range []string{"damaged", "cycle", "overlap", "tree"} {
		noteProblems(f, kind, d)
	}
	d.Fields = append(d.Fields, document.Field{Name: "container", Value: fmt.Sprintf("version %d, sectors of %d bytes", f.Version, f.SectorSize), Where: "header"})
	for _, e := range f.Entries {
		where := "storage " + ole.Printable(e.Path)
		if e == f.Root {
			where = "root storage"
		}
		if e.CLSID != "" {
			d.Fields = append(d.Fields, document.Field{Name: "class", Value: e.CLSID, Where: where})
		}
		for i, at := range []time.Time{e.Created, e.Modified} {
			if at.Year() > 1601 { // streams must have none; some writers put noise there
				what := [2]string{"created", "modified"}[i]
				d.Times = append(d.Times, document.Time{What: document.Saved, At: at.Format(time.RFC3339), Where: where + ", " + what})
			}
		}
	}
	if b := f.Stream("\x01CompObj"); len(b) > 32 {
		size := min(int64(ole.U32(b, 28)), int64(len(b)-32))
		name, _ := locale.Text(page, b[32:32+size])
		d.Fields = append(d.Fields, document.Field{Name: "type of object", Value: strings.TrimRight(name, "\x00"), Where: "[1]CompObj, in the words of the programme's language"})
	}
	compareTimes(f, d)
	noteLeftovers(f, page, d)
}

const clockSlack = 25 * time.Hour // zones, and saves that take their time

// compareTimes holds the container's own time against the last save that the
// metadata claim.
func compareTimes(f *ole.File, d *document.Document) {
	written := f.Root.Modified
	if written.Year() <= 1601 {
		return
	}
	for _, t := range d.Times {
		saved, err := time.Parse(time.RFC3339, t.At)
		if t.What != document.Modified || t.Where != "SummaryInformation saved" || err != nil {
			continue
		}
		if diff := written.Sub(saved); diff.Abs() > clockSlack {
			d.Note("ole/times-differ", "root storage", fmt.Sprintf("The file says it was last saved at %s; its container was written at %s. Programmes that index, convert or scan documents write the container again, and some programmes never set the one or the other.", t.At, written.Format(time.RFC3339)))
		}
		return
	}
}

func noteProblems(f *ole.File, kind string, d *document.Document) {
	var first *ole.Problem
	count := 0
	for i := range f.Problems {
		if f.Problems[i].Kind == kind {
			if count++; first == nil {
				first = &f.Problems[i]
			}
		}
	}
	if first == nil {
		return
	}
	why := fmt.Sprintf("%s. %d places; the first: %s, %s.", problems[kind], count, first.Where, first.Why)
	if kind == "overlap" {
		d.Note("ole/overlap", first.Where, why)
		return
	}
	d.Unread("ole/"+kind, first.Where, why)
}

// noteLeftovers sums up what no stream holds, with the text in it.
func noteLeftovers(f *ole.File, page int, d *document.Document) {
	bytes := map[string]int{}
	pieces, more, total := 0, 0, 0
	for _, l := range f.Leftovers() {
		bytes[l.Kind] += len(l.Data)
		total += len(l.Data)
		found, over := carve.Text(l.Data, page)
		for _, text := range found {
			d.Fields = append(d.Fields, document.Field{Name: "text in unused sectors", Value: text, Where: fmt.Sprintf("%s sectors, from byte %d", l.Kind, l.Offset)})
		}
		pieces, more = pieces+len(found), more+over
	}
	if total == 0 {
		return
	}
	var list []string
	for _, kind := range []string{"free", "lost", "slack", "mini", "tail"} {
		if bytes[kind] > 0 {
			list = append(list, fmt.Sprintf("%d in %s", bytes[kind], kinds[kind]))
		}
	}
	value := strings.Join(list, ", ")
	d.Fields = append(d.Fields, document.Field{Name: "bytes that no stream holds", Value: value, Where: "container"})
	if pieces > 0 {
		d.Note("ole/leftovers", "container", fmt.Sprintf("Bytes that belong to no stream (%s) hold %d pieces of text. Office leaves deleted objects and former states behind when it saves, and older versions whatever was in memory: none of it needs anyone's doing.", value, pieces+more))
	}
}

var kinds = map[string]string{
	"free": "free sectors", "lost": "sectors that no stream reaches", "slack": "the ends of last sectors", "mini": "free mini sectors and their ends", "tail": "sectors beyond the sector table",
}

// readMacros lists the macros of the document itself.
func readMacros(f *ole.File, taken map[*ole.Entry]bool, d *document.Document) {
	lines, modules := 0, 0
	for _, e := range f.Entries { // of Excel 5 and 95, in a form that is not read
		if e.Type == ole.Storage && e.Name == "_VBA_PROJECT" && !taken[e] {
			d.Fields = append(d.Fields, document.Field{Name: "macro project of Excel 5 or 95", Value: fmt.Sprintf("%d streams", len(e.Children)), Where: ole.Printable(e.Path)})
			d.Note("ole/macros", ole.Printable(e.Path), "It carries a macro project of Excel 5 or 95, which is not read here and may be empty. Many honest documents do; do not open it with macros enabled.")
		}
	}
	for _, p := range vba.Find(f) {
		if taken[f.Find(p.Path)] {
			continue // it belongs to an embedded document, which is an item of its own
		}
		where := "VBA project " + ole.Printable(p.Path)
		if p.Problem != "" {
			d.Unread("ole/macros-damaged", where, fmt.Sprintf("Macros are not read in full: %s.", p.Problem))
		}
		for _, m := range p.Modules {
			d.Fields = append(d.Fields, document.Field{Name: "macro module", Value: fmt.Sprintf("%s: %d lines, %d bytes of source", m.Name, m.Lines, len(m.Source)), Where: where})
			lines += m.Lines
			modules++
		}
	}
	if lines > 0 {
		d.Note("ole/macros", "VBA project", fmt.Sprintf("It carries macros: %d lines in %d modules. Many honest documents do; do not open it with macros enabled.", lines, modules))
	}
}

// readEncrypted tells of a package that is encrypted as a whole. [MS-OFFCRYPTO] §2.3.4
func readEncrypted(f *ole.File, d *document.Document) {
	info := f.Stream("EncryptionInfo")
	version := fmt.Sprintf("%d.%d", ole.U16(info, 0), ole.U16(info, 2))
	d.Fields = append(d.Fields, document.Field{Name: "encryption", Value: "version " + version, Where: "EncryptionInfo"})
	d.Unread("ole/encrypted", "EncryptedPackage", "It is a document of Office 2007 or later that needs a password to be opened; whether text, tables or slides is not visible. Nothing in it was read.")
}
