package image

import (
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"assay/document"
	"assay/internal/doctest"
	"assay/xmp"
)

// exceptions are where exiftool and this package differ with a reason: file,
// tag, reason.
//
//go:embed testdata/exceptions.tsv
var exceptions string

// corpusFolders hold pictures.
var corpusFolders = []string{"img-exif-samples", "c2pa-rs-fixtures", "mime-cpython-test-email", "mime-ruby-mail", "mime-jhillyerd-enmime", "mimekit-testdata"}

// pictures are the corpora's files that are pictures to this package, by their
// paths.
func pictures(t testing.TB) map[string][]byte {
	files := map[string][]byte{}
	for _, path := range doctest.Files(t, corpusFolders) {
		if content := doctest.Load(t, path); slices.ContainsFunc(formats, func(f format) bool { return f.is(content) }) {
			files[path] = content
		}
	}
	return files
}

// told gathers every value that a document has, as text and as bare digits.
func told(d *document.Document) map[string]bool {
	all := map[string]bool{}
	add := func(values ...string) {
		for _, v := range values {
			all[plain(v)] = true
			all[digits(v)] = true
		}
	}
	for _, list := range [][]document.Said{d.Titles, d.Authors, d.Editors, d.Languages} {
		for _, s := range list {
			add(s.Value)
		}
	}
	for _, s := range d.Software {
		add(strings.TrimSpace(s.Name+" "+s.Version), s.Name, s.Version)
	}
	for _, x := range d.Times {
		add(x.At, x.Text)
		add(strings.Fields(x.Text)...)
		add(x.Text[:min(19, len(x.Text))])
	}
	for _, f := range d.Fields {
		add(f.Value)
	}
	return all
}

func plain(v string) string { return strings.ToLower(strings.Join(strings.Fields(v), " ")) }

func digits(v string) string {
	return strings.Map(func(c rune) rune {
		if '0' <= c && c <= '9' {
			return c
		}
		return -1
	}, v)
}

// checked says which of exiftool's tags are held against this package.
func checked(group, tag string) bool {
	if strings.HasSuffix(tag, "ApertureValue") || tag == "ShutterSpeedValue" || tag == "CodedCharacterSet" {
		return false // exiftool computes these, and the last is no text
	}
	switch group {
	case "IFD0":
		return slices.Contains([]string{"Make", "Model", "Software", "ModifyDate", "Artist", "Copyright", "ImageDescription", "HostComputer", "Orientation", "XPTitle", "XPAuthor", "XPComment", "XPKeywords"}, tag)
	case "ExifIFD":
		return slices.Contains([]string{"DateTimeOriginal", "CreateDate", "SubSecTime", "SubSecTimeOriginal", "SubSecTimeDigitized", "OffsetTime", "OffsetTimeOriginal", "ImageUniqueID", "OwnerName", "SerialNumber", "LensModel", "LensMake", "LensSerialNumber", "UserComment"}, tag)
	case "GPS":
		return slices.Contains([]string{"GPSLatitude", "GPSLongitude", "GPSDateStamp"}, tag)
	case "IPTC":
		return true
	case "PNG":
		return slices.Contains([]string{"Software", "Author", "Title", "Comment", "Description", "ModifyDate", "CreationTime", "Copyright"}, tag)
	}
	return strings.HasPrefix(group, "XMP-")
}

// TestAgreesWithExiftool holds what is read of real pictures to exiftool.
func TestAgreesWithExiftool(t *testing.T) {
	files, corpora := pictures(t), doctest.Corpora(t)+"/"
	excused := map[string]bool{}
	for line := range strings.Lines(exceptions) {
		if cells := strings.Split(strings.TrimSpace(line), "\t"); len(cells) == 3 {
			excused[cells[0]+" "+cells[1]] = true
		}
	}
	list := doctest.ExifTool(t, slices.Sorted(maps.Keys(files)), "-n", "-G1", "-api", "Compact=NoPadding")
	compared, used, missing := 0, map[string]bool{}, map[string]int{}
	for _, tags := range list {
		path, _ := tags["SourceFile"].(string)
		d, err := Read(files[path])
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		all, short := told(d), strings.TrimPrefix(path, corpora)
		if w, h := tags["File:ImageWidth"], tags["File:ImageHeight"]; w != nil && h != nil && !all[plain(fmt.Sprintf("%v x %v", w, h))] {
			t.Errorf("%s: exiftool says %v x %v, here %v", short, w, h, d.Fields)
		}
		for name, value := range tags {
			group, tag, ok := strings.Cut(name, ":")
			if !ok {
				continue
			}
			same := agrees(all, d, value)
			if !same && !checked(group, tag) {
				missing[group+":"+tag]++
			}
			if !checked(group, tag) {
				continue
			}
			compared++
			if key := short + " " + name; !same && !excused[key] {
				t.Errorf("%s: exiftool has %s = %.200v", short, name, value)
			} else if !same {
				used[key] = true
			}
		}
	}
	for key := range excused {
		if !used[key] {
			t.Errorf("exception without a difference: %s", key)
		}
	}
	t.Logf("%d files, %d values compared", len(list), compared)
	if testing.Verbose() {
		keys := make([]string, 0, len(missing))
		for k, n := range missing {
			keys = append(keys, fmt.Sprintf("%s %d", k, n))
		}
		slices.Sort(keys)
		t.Log("values of exiftool that are not here, not all of them wanted:\n", strings.Join(keys, "\n"))
	}
}

// agrees says whether value is told.
func agrees(all map[string]bool, d *document.Document, value any) bool {
	switch v := value.(type) {
	case []any:
		for _, one := range v {
			if !agrees(all, d, one) {
				return false
			}
		}
		return true
	case float64:
		if all[strconv.FormatFloat(v, 'g', 8, 64)] || all[strconv.FormatFloat(v, 'f', -1, 64)] {
			return true
		}
		return near(d, v)
	case bool:
		return all[strings.ToLower(fmt.Sprint(v))]
	case string:
		if strings.TrimSpace(v) == "" || all[plain(v)] {
			return true
		}
		if number, err := strconv.ParseFloat(v, 64); err == nil && near(d, number) {
			return true
		}
		if when := xmp.Date(v); when != "" && all[plain(when)] {
			return true
		}
		return strings.Count(v, ":") >= 2 && all[digits(v)] // times
	}
	return false
}

// near compares degrees and rationals, which exiftool computes.
func near(d *document.Document, want float64) bool {
	for _, f := range d.Fields {
		for _, word := range strings.FieldsFunc(f.Value, func(c rune) bool { return c == ' ' || c == ',' }) {
			n, over, ok := strings.Cut(word, "/")
			a, err := strconv.ParseFloat(n, 64)
			b, errB := strconv.ParseFloat(over, 64)
			if ok && errB == nil && b != 0 {
				a /= b
			}
			if err == nil && (abs(abs(a)-abs(want)) <= 1e-5*max(1, abs(want))) {
				return true
			}
		}
	}
	return false
}

func abs(f float64) float64 { return max(f, -f) }
