package tell

import (
	_ "embed"
	"fmt"
	"strings"

	"assay/document"
)

// imageEditors lists programmes that can paint into a picture.
//
//go:embed imageeditors.tsv
var imageEditors string

var editorNames = readNames(imageEditors)

// readNames reads the first column of a table; lines that begin with # say what
// it holds.
func readNames(table string) (names []string) {
	for line := range strings.Lines(table) {
		name, _, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if name != "" && name[0] != '#' {
			names = append(names, name)
		}
	}
	return names
}

// imageEdited: editors put their names where cameras put theirs. It shows that a
// picture was handled, never that it was falsified.
var imageEdited = Tell{
	ID:       "image/edited",
	Asks:     "Does a picture that names the camera that took it name an editor of pictures too?",
	Rests:    "CIPA DC-008 §4.6.4 Software; Adobe XMP Specification Part 2 §3.2 stEvt:softwareAgent; Photoshop image resource 1057",
	Innocent: []string{"a picture that was cut, turned, brightened or made smaller", "an agency that does so with every picture"},
	Cause:    Rewritten,
	Document: func(d *document.Document) Result {
		camera := device(d)
		if camera == "" {
			return NotApplicable()
		}
		editor := editorOf(d)
		if editor == nil {
			return Absent()
		}
		return Found(Mark{
			Where:   editor.Where,
			Why:     fmt.Sprintf("It says that it was taken with %q, and was written or changed with %q, which can change what is seen. Most who use such a programme cut, turn or brighten.", camera, strings.TrimSpace(editor.Name+" "+editor.Version)),
			Recheck: "exiftool -a -G1 -Make -Model -Software -CreatorTool -HistorySoftwareAgent FILE",
		})
	},
}

// device is the camera that a picture names; empty where it names none.
func device(d *document.Document) string {
	for _, s := range d.Software {
		if d.Kind == document.Image && s.Role == "device" {
			return s.Name
		}
	}
	return ""
}

// editorOf is the first editor of pictures that a picture names; nil where none.
func editorOf(d *document.Document) *document.Software {
	for i, s := range d.Software {
		name := strings.ToLower(s.Name)
		for _, editor := range editorNames {
			if s.Role != "device" && strings.Contains(name, editor) && !strings.Contains(name, "lightroom") {
				return &d.Software[i]
			}
		}
	}
	return nil
}
