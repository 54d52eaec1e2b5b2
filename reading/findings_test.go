package reading

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// rooms are where findings on documents are made, from this folder.
var rooms = []string{"../document", "../pdf", "../pdfium", "../office", "../ole", "../oletext", "../image", "../xmp", "../plain", "../sign/pdfsig", "../sign/cms", "../sign/officesig", "../sign/c2pa", "../judge", "../examine", "."}

var (
	idLiteral  = regexp.MustCompile(`"((?:document|pdf|office|ole|image|xmp|c2pa|text)/[a-z0-9-]+)"`)
	idListed   = regexp.MustCompile("(?m)^\\| `([a-z0-9]+/[a-z0-9-]+)` \\|")
	notFinding = map[string]bool{ // media types and packages
		"image/avif": true, "image/bmp": true, "image/color": true, "image/draw": true, "image/emf": true, "image/gif": true,
		"image/heic": true, "image/heif": true, "image/jpeg": true, "image/png": true, "image/tiff": true, "image/webp": true,
		"image/wmf": true, "image/x-pict": true, "text/calendar": true, "text/csv": true, "text/html": true, "text/markdown": true,
		"text/plain": true, "text/tab-separated-values": true, "text/vcard": true, "office/claims": true, "office/parcel": true,
		"office/ooxml": true, "office/odf": true, "office/rtf": true, "ole/locale": true, "ole/propset": true, "ole/vba": true,
	}
)

// TestFindingsAreListed holds the findings that the sources make and those
// that docs/documents.md lists to each other.
func TestFindingsAreListed(t *testing.T) {
	made, all := map[string]bool{}, ""
	for _, room := range rooms {
		err := filepath.WalkDir(room, func(path string, e os.DirEntry, err error) error {
			if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			text, err := os.ReadFile(path)
			for _, m := range idLiteral.FindAllStringSubmatch(string(text), -1) {
				if !notFinding[m[1]] {
					made[m[1]] = true
				}
			}
			all += string(text)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	page, err := os.ReadFile("../docs/documents.md")
	if err != nil {
		t.Fatal(err)
	}
	listed := map[string]bool{}
	for _, m := range idListed.FindAllStringSubmatch(string(page), -1) {
		listed[m[1]] = true
		_, short, _ := strings.Cut(m[1], "/") // some are put together from an area and a name
		if !made[m[1]] && !strings.Contains(all, `"`+short+`"`) && !strings.Contains(all, `"`+strings.TrimPrefix(short, "signature-")+`"`) {
			t.Errorf("%s is listed, and nothing makes it", m[1])
		}
	}
	for _, id := range slices.Sorted(maps.Keys(made)) {
		if !listed[id] {
			t.Errorf("%s is made, and not listed in docs/documents.md", id)
		}
	}
	if len(made) < 100 {
		t.Errorf("only %d findings were found", len(made))
	}
}
