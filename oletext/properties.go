package oletext

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"time"

	"assay/document"
	"assay/ole"
	"assay/ole/locale"
	"assay/ole/propset"
)

// properties names the numbers of the standard sets, and what each is in a
// document. [MS-OLEPS] §3.1, [MS-OSHARED] §2.3.3.2
//
//go:embed properties.tsv
var properties string

type meaning struct{ name, place string }

var meanings = sync.OnceValue(func() map[string]meaning {
	table := map[string]meaning{}
	for line := range strings.Lines(properties) {
		if cell := strings.Split(strings.TrimRight(line, "\n"), "\t"); len(cell) == 4 {
			table[cell[0]+" "+cell[1]] = meaning{cell[2], cell[3]}
		}
	}
	return table
})

var setNames = map[string]string{
	propset.Summary: "SummaryInformation", propset.DocumentSummary: "DocumentSummaryInformation", propset.UserDefined: "user-defined properties",
}

// readProperties reads the property sets of the root, and of nothing below it:
// those belong to embedded objects. It returns the code page of bytes in f.
func readProperties(f *ole.File, d *document.Document) (page int) {
	page = locale.Western
	for _, e := range f.Root.Children {
		if e.Type != ole.Stream || !strings.HasPrefix(e.Name, "\x05") {
			continue
		}
		data := f.Data(e)
		s, err := propset.Read(data)
		if err != nil && len(data) > 0 {
			d.Unread("ole/properties-damaged", ole.Printable(e.Name), fmt.Sprintf("Metadata is not read to its end: %v.", err))
		}
		if s == nil {
			continue
		}
		for _, set := range s.Sets {
			readSet(set, ole.Printable(e.Name), d)
			if set.CodePage != 0 && set.CodePage != locale.UTF16 && set.CodePage != locale.UTF8 {
				page = set.CodePage
			}
		}
		if s.System != "" && e.Name == "\x05SummaryInformation" {
			d.Fields = append(d.Fields, document.Field{Name: "operating system", Value: s.System, Where: ole.Printable(e.Name)})
		}
	}
	return page
}

func readSet(set propset.Set, stream string, d *document.Document) {
	name := setNames[set.FMTID]
	if name == "" {
		name = stream + " " + set.FMTID
	}
	if len(set.Problems) > 0 {
		d.Unread("ole/properties-damaged", name, fmt.Sprintf("Metadata is not read in full: %s (%d in all).", set.Problems[0], len(set.Problems)))
	}
	if set.CodePage != 0 {
		d.Fields = append(d.Fields, document.Field{Name: "code page", Value: strconv.Itoa(set.CodePage), Where: name})
	}
	for _, p := range set.Properties {
		m := meanings()[name+" "+strconv.Itoa(int(p.ID))]
		switch p.ID {
		case 0x80000000:
			m = meaning{"locale", "language"}
		case 0x80000003:
			m = meaning{"names are case-sensitive", ""}
		}
		if m.name == "" {
			m.name = p.Name
		}
		if m.name == "" {
			m.name = fmt.Sprintf("property %d", p.ID)
		}
		place(p, m, name+" "+m.name, d)
	}
}

// place puts one property where it belongs in d.
func place(p propset.Property, m meaning, where string, d *document.Document) {
	text := strings.TrimSpace(p.Text)
	if p.Ticks > 0 && m.place != "duration" && p.Time.Year() <= 1601 {
		text = fmt.Sprintf("%d steps of 100 nanoseconds since 1601, which is no date", p.Ticks)
		m.place = ""
	}
	if text == "" {
		return
	}
	field := func(value string) {
		d.Fields = append(d.Fields, document.Field{Name: m.name, Value: value, Where: where})
	}
	if m.place == "language" {
		text = locale.Language(int(p.Int))
	}
	if list := d.SaidOf(m.place); list != nil {
		if text != "" {
			*list = append(*list, document.Said{Value: text, Where: where})
		}
		return
	}
	switch m.place {
	case "software":
		d.Software = append(d.Software, document.Software{Name: text, Role: "producer", Where: where})
	case "version":
		version := fmt.Sprintf("%d.%d", p.Int>>16&0xFFFF, p.Int&0xFFFF)
		if n := len(d.Software); n > 0 && d.Software[n-1].Version == "" {
			d.Software[n-1].Version = version
		}
		field(version)
	case document.Created, document.Modified, document.Printed:
		if !p.Time.IsZero() {
			d.Times = append(d.Times, document.Time{What: m.place, At: p.Time.Format(time.RFC3339), Where: where})
		}
	case "duration":
		field((time.Duration(min(p.Ticks, 1<<56)) * 100).Round(time.Second).String())
	case "pages":
		if p.Int > 0 && p.Int < 1<<24 {
			d.Pages = int(p.Int)
		}
		field(text)
	case "security":
		field(security(p.Int))
	case "thumbnail":
		field(fmt.Sprintf("%d bytes", len(p.Bytes)))
	default:
		field(text)
	}
}

// security spells out the bits of PIDSI_DOC_SECURITY. [MS-OSHARED] §2.3.3.2.1
func security(bits int64) string {
	var list []string
	for i, word := range []string{"password to open", "read-only recommended", "read-only enforced", "locked for annotations"} {
		if bits>>i&1 == 1 {
			list = append(list, word)
		}
	}
	if list == nil {
		return fmt.Sprint(bits)
	}
	return strings.Join(list, ", ")
}
