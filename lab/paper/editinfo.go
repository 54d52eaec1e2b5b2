package paper

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"time"
)

// finish writes a PDF after an edit; with full care as its maker would have.
func (f *pdfFile) finish(r *rand.Rand, e Edit, out Edited) Edited {
	if e.Care != FullCare {
		f.saveBy(r, e, &out)
	}
	out.Content = f.bytes()
	return out
}

// saveBy is what the forger's editor notes, less what he mends. Acrobat leaves
// the maker's name and keeps both places in line; other programmes put their
// own name into the dictionary, and leave the XMP alone.
func (f *pdfFile) saveBy(r *rand.Rand, e Edit, out *Edited) {
	tool := e.Tool
	if tool == nil || tool.Format != PDF {
		tool = acrobatAt(e.At)
	}
	habit := pdfHabits[tool.Family]
	named := tool.Family != "acrobat" && e.Care == NoCare // the file will name the tool as its maker
	if f.layout != habit.layout || f.mark != habit.mark && !named {
		out.Traces = append(out.Traces, LayoutOfOther)
		f.layout, f.eol = habit.layout, habit.eol
		f.version = max(f.version, tool.FileVersion)
	}
	f.mark = habit.mark
	claimed, hasXMP := f.modified(), f.metadata() != nil
	if e.Care == NoCare {
		f.setInfo("ModDate", "("+pdfTime(e.At, habit.zulu)+")")
		if e.At.After(claimed) {
			out.Traces = append(out.Traces, ModifiedLater)
		}
	}
	if tool.Family == "acrobat" {
		f.noteInXMP(r, e.At)
		if e.Care == SomeCare && f.id[0] == f.id[1] && f.id[0] != "" {
			out.Traces = append(out.Traces, IdentifiersDiffer)
		}
		f.id[1] = fmt.Sprintf("%016X%016X", r.Uint64(), r.Uint64())
		if hasXMP && e.Care == SomeCare {
			out.Traces = append(out.Traces, XMPInfoDiffer)
		}
		return
	}
	if e.Care == NoCare {
		f.setInfo("Producer", pdfText(tool.Producer))
		if younger(tool, f.created()) {
			out.Traces = append(out.Traces, ApplicationYounger)
		}
		if hasXMP {
			out.Traces = append(out.Traces, XMPInfoDiffer)
		}
	}
}

// acrobatAt is the Acrobat that was current.
func acrobatAt(at time.Time) *Software {
	tool := Named("pdf-pdfmaker-10")
	for _, s := range Current(PDF, at) {
		if s.Family == tool.Family && s.From.After(tool.From) {
			tool = s
		}
	}
	return tool
}

func (f *pdfFile) modified() time.Time {
	if t := f.timeOf("ModDate"); !t.IsZero() {
		return t
	}
	return f.created()
}

func (f *pdfFile) created() time.Time { return f.timeOf("CreationDate") }

var pdfDate = regexp.MustCompile(`D:([0-9]{14})([Zz+-])?([0-9]{2})?'?([0-9]{2})?`)

// timeOf is a date of the information dictionary; zero where it has none.
func (f *pdfFile) timeOf(name string) time.Time {
	from, to, ok := f.entry(name)
	if !ok {
		return time.Time{}
	}
	m := pdfDate.FindSubmatch(f.object(f.info).body[from:to])
	if m == nil {
		return time.Time{}
	}
	zone := "+0000"
	if len(m[3]) == 2 && len(m[4]) == 2 && (m[2][0] == '+' || m[2][0] == '-') {
		zone = string(m[2]) + string(m[3]) + string(m[4])
	}
	t, _ := time.Parse("20060102150405-0700", string(m[1])+zone)
	return t
}

// entry is where the value of an entry of the information dictionary stands,
// where it is a string.
func (f *pdfFile) entry(name string) (from, to int, ok bool) {
	o := f.object(f.info)
	if o == nil {
		return 0, 0, false
	}
	at := bytes.Index(o.body, []byte("/"+name))
	if at < 0 {
		return 0, 0, false
	}
	at += len(name) + 1
	for at < len(o.body) && o.body[at] == ' ' {
		at++
	}
	switch {
	case at >= len(o.body):
		return 0, 0, false
	case o.body[at] == '(':
		_, end := literal(o.body, at)
		return at, end, true
	case o.body[at] == '<':
		end := bytes.IndexByte(o.body[at:], '>')
		return at, at + end + 1, end > 0
	}
	return 0, 0, false
}

// setInfo sets an entry of the information dictionary.
func (f *pdfFile) setInfo(name, value string) {
	o := f.object(f.info)
	if o == nil {
		f.info = f.add("<<>>")
		o = f.object(f.info)
	}
	if from, to, ok := f.entry(name); ok {
		o.body = splice(o.body, from, to, value)
	} else if end := bytes.LastIndex(o.body, []byte(">>")); end >= 0 && !bytes.Contains(o.body, []byte("/"+name)) {
		o.body = splice(o.body, end, end, "/"+name+value)
	}
}

// metadata is the stream of XMP: ISO 32000-1 §14.3.2.
func (f *pdfFile) metadata() *pdfObject {
	for i := range f.objects {
		if o := &f.objects[i]; o.isStream && bytes.Contains(o.body, []byte("/Metadata")) && !bytes.Contains(o.body, []byte("/Filter")) {
			return o
		}
	}
	return nil
}

// noteInXMP notes that the file was saved: another instance of the document.
func (f *pdfFile) noteInXMP(r *rand.Rand, at time.Time) {
	o := f.metadata()
	if o == nil {
		return
	}
	s := between(o.stream, "xmp:ModifyDate", at.Format(time.RFC3339))
	s = between(s, "xmp:MetadataDate", at.Format(time.RFC3339))
	o.stream = between(s, "xmpMM:InstanceID", "uuid:"+uuid(r))
}
