package image

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"assay/document"
)

// iptcNames holds the names of datasets: record, dataset, name. IPTC IIM 4.2
// chapters 5 and 6.
//
//go:embed iptc.tsv
var iptcNames string

var datasetName = func() map[string]string {
	names := map[string]string{}
	for line := range strings.Lines(iptcNames) {
		if id, name, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
			names[id] = name
		}
	}
	return names
}()

// dataset is one of an IPTC record.
type dataset struct {
	id    string // record:number
	value []byte
}

// datasets reads IPTC IIM: IIM 4.2 §1.5. What breaks off gives what came before.
func datasets(b []byte) (list []dataset, err error) {
	for len(b) >= 5 && b[0] == 0x1c {
		id, n := fmt.Sprintf("%d:%d", b[1], b[2]), uint64(binary.BigEndian.Uint16(b[3:]))
		b = b[5:]
		if n&0x8000 != 0 { // its length's length follows
			size := int(n & 0x7fff)
			if size > 8 || size > len(b) {
				return list, fmt.Errorf("dataset %s is cut off", id)
			}
			n = 0
			for _, c := range b[:size] {
				n = n<<8 | uint64(c)
			}
			b = b[size:]
		}
		if n > uint64(len(b)) {
			return list, fmt.Errorf("dataset %s is cut off", id)
		}
		list, b = append(list, dataset{id, b[:n]}), b[n:]
		if len(list) > MaxEntries {
			return list, fmt.Errorf("it has more than %d datasets", MaxEntries)
		}
	}
	return list, nil
}

// iptc reads IPTC data into the document.
func (r *reader) iptc(b []byte, where string) {
	if !r.afford(len(b), where) {
		return
	}
	list, err := datasets(b)
	if err != nil {
		r.unread("image/iptc-unread", where, fmt.Sprintf("Its IPTC data could be read only in part: %v.", err))
	}
	unicode := false
	first := map[string]string{}
	for i := range list {
		unicode = unicode || list[i].id == "1:90" && string(list[i].value) == "\x1b%G" // ISO 2022 for UTF-8
	}
	for _, s := range list {
		if r.entries++; r.entries > MaxEntries {
			r.unread("image/iptc-unread", where, fmt.Sprintf("It has more than %d entries; the rest was not read.", MaxEntries))
			break
		}
		value := strings.TrimRight(latin(s.value), "\x00")
		if unicode && !utf8.Valid(s.value) {
			value = strings.ToValidUTF8(string(s.value), "\uFFFD")
		}
		if _, twice := first[s.id]; !twice {
			first[s.id] = value
		}
		r.dataset(s, value, where)
	}
	for _, pair := range []struct{ day, hour, what string }{
		{"2:55", "2:60", document.Created}, {"2:62", "2:63", document.Created}, {"1:70", "1:80", document.Saved},
	} {
		r.iptcTime(first[pair.day], first[pair.hour], pair.what, fmt.Sprintf("%s %s, %s", where, datasetName[pair.day], datasetName[pair.hour]))
	}
	if name := first["2:65"]; name != "" {
		r.d.Software = append(r.d.Software, document.Software{Name: name, Version: first["2:70"], Role: "creator", Where: where + " OriginatingProgram"})
	}
}

// dataset puts one dataset where it belongs; those that belong together are
// left to iptc.
func (r *reader) dataset(s dataset, value, where string) {
	name := datasetName[s.id]
	if name == "" {
		name = "IPTC " + s.id
	}
	claim := said(value, where+" "+name)
	if strings.TrimSpace(value) == "" && s.id != "2:0" && s.id != "1:0" {
		return
	}
	switch s.id {
	case "2:80":
		r.d.Authors = append(r.d.Authors, claim)
	case "2:122":
		r.d.Editors = append(r.d.Editors, claim)
	case "2:5":
		r.d.Titles = append(r.d.Titles, claim)
		r.caption(value)
	case "2:135":
		r.d.Languages = append(r.d.Languages, claim)
	case "2:120", "2:105", "2:25", "2:40":
		r.caption(value)
		r.field(name, value, claim.Where)
	case "1:0", "2:0":
		if len(s.value) == 2 {
			r.field(name, strconv.Itoa(int(binary.BigEndian.Uint16(s.value))), claim.Where)
		}
	case "1:90", "2:55", "2:60", "2:62", "2:63", "1:70", "1:80", "2:65", "2:70":
	default:
		if !strings.ContainsFunc(value, func(c rune) bool { return c < ' ' && c != '\n' && c != '\r' && c != '\t' }) {
			r.field(name, value, claim.Where)
		} else {
			r.field(name, fmt.Sprintf("(%d bytes)", len(s.value)), claim.Where)
		}
	}
}

// iptcTime puts a day and a time of day together: IIM 4.2 §6, CCYYMMDD and
// HHMMSS±HHMM.
func (r *reader) iptcTime(day, hour, what, where string) {
	if strings.TrimSpace(day+hour) == "" {
		return
	}
	t := document.Time{What: what, Text: strings.TrimSpace(day + " " + hour), Where: where}
	for _, l := range []struct{ in, out string }{
		{"20060102 150405-0700", "2006-01-02T15:04:05-07:00"}, {"20060102 150405", "2006-01-02T15:04:05"},
		{"2006-01-02 15:04:05-07:00", "2006-01-02T15:04:05-07:00"}, {"2006:01:02 15:04:05", "2006-01-02T15:04:05"},
	} {
		if parsed, err := time.Parse(l.in, t.Text); err == nil {
			t.At = parsed.Format(l.out)
			break
		}
	}
	r.d.Times = append(r.d.Times, t)
}
