package paper

import "time"

// Software is a programme or device that makes files of one format.
type Software struct {
	Key     string // as in software.tsv: word-2016-win
	Format  Format
	Family  string // whose habits it has: word, word-mac, excel, libreoffice, acrobat …
	Name    string // as it writes its own name: the creator of a PDF, the model of a camera
	Version string // as it writes it
	// Producer is the part that writes the file, where that names itself apart:
	// of a PDF, the library; of a camera, its maker.
	Producer    string
	FileVersion string // of the format: 1.5
	From, Until time.Time
}

// Softwares lists all that make a format, oldest first.
func Softwares(f Format) []*Software { return nil }

// Current lists what makes a format and was out and still in common use then.
func Current(f Format, at time.Time) []*Software { return nil }

// Named is the software of that key, nil where there is none.
func Named(key string) *Software { return nil }
