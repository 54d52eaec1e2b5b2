package paper

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"time"
)

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

//go:embed software.tsv
var softwareTable string

var software = readSoftware(softwareTable)

func readSoftware(table string) (list []*Software) {
	for line := range strings.Lines(table) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 9 {
			panic(fmt.Sprintf("software.tsv: %d columns in %q", len(f), line))
		}
		list = append(list, &Software{
			Key: f[0], Format: Format(f[1]), Family: f[2], Name: f[3], Version: f[4], Producer: f[5], FileVersion: f[6],
			From: day(f[7]), Until: day(f[8]),
		})
	}
	return list
}

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic("software.tsv: " + err.Error())
	}
	return t
}

// Softwares lists all that make a format anew; what only alters files that
// others made is left out.
func Softwares(f Format) (list []*Software) {
	for _, s := range software {
		if s.Format == f && s.Family != "gimp" {
			list = append(list, s)
		}
	}
	return list
}

// Current lists what makes a format and was out and still in common use then.
func Current(f Format, at time.Time) (list []*Software) {
	for _, s := range Softwares(f) {
		if !at.Before(s.From) && at.Before(s.Until) {
			list = append(list, s)
		}
	}
	return list
}

// Named is the software of that key, nil where there is none.
func Named(key string) *Software {
	i := slices.IndexFunc(software, func(s *Software) bool { return s.Key == key })
	if i < 0 {
		return nil
	}
	return software[i]
}
