package image

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// exifNames holds the names of entries: group, number, name. CIPA DC-008,
// TIFF 6.0, DNG 1.7, and Microsoft's XP entries.
//
//go:embed exif.tsv
var exifNames string

type tagKey struct {
	group string
	tag   uint16
}

var nameOf = readNames(exifNames)

func readNames(table string) map[tagKey]string {
	names := map[tagKey]string{}
	for line := range strings.Lines(table) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		if len(cells) != 3 {
			continue
		}
		if n, err := strconv.ParseUint(cells[1], 0, 16); err == nil {
			names[tagKey{cells[0], uint16(n)}] = cells[2]
		}
	}
	return names
}

// exifReader walks the directories of one TIFF structure.
type exifReader struct {
	*reader
	t     *tiffData
	where string
	seen  map[uint32]bool
	tags  map[tagKey]entry // first of each, for those that belong together
	order []tagKey
	pages []map[uint16]entry // the directories of the main chain
}

// exif reads EXIF data, which begin as TIFF does.
func (r *reader) exif(b []byte, where string) *exifReader {
	if r.d.Format != "tiff" && !r.afford(len(b), where) { // a TIFF is read once
		return nil
	}
	t, first, err := openTIFF(b)
	if err != nil {
		r.unread("image/exif-unread", where, fmt.Sprintf("Its EXIF data could not be read: %v.", err))
		return nil
	}
	x := &exifReader{reader: r, t: t, where: where, seen: map[uint32]bool{}, tags: map[tagKey]entry{}}
	for offset := first; offset != 0; {
		if len(x.pages) == MaxSegments || x.seen[offset] {
			r.unread("image/exif-unread", where, "Its directories run in a circle, or are too many; the rest was not read.")
			break
		}
		offset = x.walk(offset, "IFD"+strconv.Itoa(len(x.pages)), 0)
	}
	x.tell()
	return x
}

// children are the entries that point to directories.
var children = map[tagKey]string{
	{"IFD", 0x8769}: "ExifIFD", {"IFD", 0x8825}: "GPS", {"IFD", 0x014a}: "SubIFD", {"ExifIFD", 0xa005}: "InteropIFD",
}

// walk reads one directory and those below it; it gives the next one's offset.
func (x *exifReader) walk(offset uint32, group string, depth int) uint32 {
	x.seen[offset] = true
	list, next, err := x.t.directory(offset)
	if err != nil {
		x.unread("image/exif-unread", x.where+" "+group, fmt.Sprintf("Part of its EXIF data could not be read: %v. Innocent explanations: a faulty transfer, an editor that does not know a camera's own data.", err))
	}
	if depth == 0 {
		page := map[uint16]entry{}
		for _, e := range list {
			page[e.tag] = e
		}
		x.pages = append(x.pages, page)
	}
	kind := strings.TrimRight(group, "0123456789")
	for _, e := range list {
		if x.entries++; x.entries > MaxEntries {
			x.unread("image/exif-unread", x.where, fmt.Sprintf("It has more than %d entries; the rest was not read.", MaxEntries))
			return 0
		}
		key := tagKey{group, e.tag}
		child := children[tagKey{kind, e.tag}]
		if child == "" {
			if _, twice := x.tags[key]; !twice {
				x.tags[key] = e
				x.order = append(x.order, key)
			}
			continue
		}
		for i := range int(min(e.count, maxShown)) {
			at, ok := x.t.number(e, i)
			if name := child; ok && depth < 4 && !x.seen[uint32(at)] {
				if i > 0 {
					name += strconv.Itoa(i)
				}
				x.walk(uint32(at), name, depth+1)
			}
		}
	}
	return next
}

// get gives an entry of a group; its data are nil where it is not there.
func (x *exifReader) get(group string, tag uint16) entry { return x.tags[tagKey{group, tag}] }

// at is where an entry stands, for people.
func (x *exifReader) at(k tagKey) string { return x.where + " " + k.group + " " + tagName(k) }

func tagName(k tagKey) string {
	kind := strings.TrimRight(k.group, "0123456789")
	if kind == "SubIFD" {
		kind = "IFD"
	}
	if name := nameOf[tagKey{kind, k.tag}]; name != "" {
		return name
	}
	return fmt.Sprintf("0x%04x", k.tag)
}
