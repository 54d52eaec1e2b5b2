package post

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"time"
)

//go:embed versions.tsv
var versionTable string

type version struct {
	from time.Time
	text string
}

var versions = sync.OnceValue(func() map[Mailer][]version {
	table := map[Mailer][]version{}
	for line := range strings.Lines(versionTable) {
		col := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if line[0] == '#' {
			continue
		}
		from, err := time.Parse(time.DateOnly, col[1])
		if err != nil {
			panic(err) // a table of this package
		}
		m := Mailer(col[0])
		table[m] = append(table[m], version{from, col[2]})
	}
	return table
})

// versionAt is the version that somebody runs: most update within weeks, each at
// their own pace. Before the first that is known it is empty.
func versionAt(m Mailer, owner string, at time.Time) (text string) {
	slow := time.Duration(hashed("update", owner, m)%80) * 24 * time.Hour
	for i, v := range versions()[m] {
		if i > 0 && v.from.Add(slow).After(at) || v.from.After(at) {
			break
		}
		text = v.text
	}
	return text
}

// version is that of the draft's mailer.
func (d *draft) version() string { return versionAt(d.l.From.Mailer, d.l.From.Address, d.at) }

// major is the first number of the version.
func (d *draft) major() int {
	n, _ := strconv.Atoi(d.version()[:max(0, strings.IndexByte(d.version(), '.'))])
	return n
}
