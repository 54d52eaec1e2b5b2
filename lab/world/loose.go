package world

import (
	"fmt"
	"math/rand/v2"
	"time"

	"assay/lab/paper"
	"assay/lab/prose"
)

// Document is a file from a disk.
type Document struct {
	Path    string // below the folder of documents
	Format  paper.Format
	Content []byte
	Lang    string
	Topic   string
	At      time.Time
	Owner   int // of which box
}

// shares are how often a format comes among loose documents, in twentieths.
var shares = []struct {
	format paper.Format
	of     int
}{{paper.PDF, 5}, {paper.DOCX, 4}, {paper.XLSX, 2}, {paper.ODT, 2}, {paper.JPEG, 2}, {paper.Text, 4}, {paper.HTML, 1}}

// Loose makes a document. Two that follow each other are of one matter: of office
// formats, versions of one paper.
func (w *World) Loose(n int) Document {
	family, version := n/2, n%2
	r := w.rand(streamLoose + uint64(family))
	format := drawn(r)
	owner := r.IntN(len(w.Boxes))
	box := w.Boxes[owner]
	lang := [...]string{box.Owner.Lang, "fr", "en"}[r.IntN(3)]
	at := w.from.Add(time.Duration(r.Float64() * float64(box.Stolen.Sub(w.from)-60*24*time.Hour)))
	topic := prose.Topics[r.IntN(len(prose.Topics))]
	s := prose.NewStory(r, lang, topic, prose.Cast{Org: w.Org, At: at})
	p := compose(r, s, format, box.Owner.Name, w.Org, at, box.Account.Zone)
	if format == paper.Text || format == paper.HTML {
		first, last := prose.Name(r, lang)
		p.Author = first + " " + last
	}
	if version == 1 {
		p, at = w.second(family, s, p, at)
	}
	d := Document{Format: format, Content: p.Bytes(), Lang: lang, Topic: topic, At: p.Modified, Owner: owner}
	d.Path = fmt.Sprintf("%s/%s/%05d-%s.%s", box.Folder, topic, n, fileName(p.Title), suffixes[format])
	if format == paper.Text || format == paper.HTML {
		d.Path = fmt.Sprintf("articles/%s/%05d-%s.%s", at.Format("2006-01"), n, fileName(p.Title), suffixes[format])
	}
	return d
}

// Format is that of a document, without making it.
func (w *World) Format(n int) paper.Format { return drawn(w.rand(streamLoose + uint64(n/2))) }

func drawn(r *rand.Rand) paper.Format {
	pick := r.IntN(20)
	for _, s := range shares {
		if pick -= s.of; pick < 0 {
			return s.format
		}
	}
	panic("shares make less than twenty twentieths")
}

// second is the next version of an office paper, or another paper of the matter.
func (w *World) second(family int, s *prose.Story, p *paper.Paper, at time.Time) (*paper.Paper, time.Time) {
	r := w.rand(streamSecond + uint64(family))
	at = at.Add(time.Duration(2+r.IntN(40*24)) * time.Hour)
	if p.Format == paper.DOCX || p.Format == paper.XLSX || p.Format == paper.ODT {
		return p.Next(w.People[r.IntN(len(w.People))].Name, at, func(p *paper.Paper) { revise(s, r, p) }), at
	}
	q := compose(r, s, p.Format, p.Author, p.Company, at, p.Zone)
	return q, at
}
