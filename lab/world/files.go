package world

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"assay/lab/paper"
	"assay/lab/post"
	"assay/lab/prose"
)

// mediaTypes are those of attachments.
var mediaTypes = map[paper.Format]string{
	paper.PDF:  "application/pdf",
	paper.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	paper.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	paper.ODT:  "application/vnd.oasis.opendocument.text",
	paper.JPEG: "image/jpeg",
}

// suffixes are those of file names.
var suffixes = map[paper.Format]string{paper.PDF: "pdf", paper.DOCX: "docx", paper.XLSX: "xlsx", paper.ODT: "odt", paper.JPEG: "jpg", paper.Text: "txt", paper.HTML: "html"}

// files are the versions of one paper that go through a thread.
type files struct {
	t       *thread
	paper   *paper.Paper
	name    string
	version int
}

func newFiles(t *thread) *files {
	format := [...]paper.Format{paper.DOCX, paper.DOCX, paper.XLSX, paper.ODT, paper.PDF}[t.r.IntN(5)]
	if t.story.Topic == prose.Private {
		format = paper.JPEG
	}
	author := t.who[0]
	p := compose(t.r, t.story, format, author.Name, t.w.Org, t.at.Add(-time.Duration(120+t.r.IntN(2880))*time.Minute), author.Zone)
	return &files{t: t, paper: p, name: fileName(p.Title)}
}

// compose is the first version of a paper of the story.
func compose(r *rand.Rand, s *prose.Story, format paper.Format, author, company string, at time.Time, zone *time.Location) *paper.Paper {
	p := &paper.Paper{Format: format, Seed: r.Uint64(), Author: author, Company: company, Created: at, Zone: zone,
		Lang: map[string]string{"en": "en-GB", "fr": "fr-FR"}[s.Lang], Revision: 1 + r.IntN(4)}
	p.Minutes = 1 + r.IntN(90) // nobody works longer on it than the time it took
	p.Modified = at.Add(time.Duration(p.Minutes+r.IntN(25)) * time.Minute)
	if list := paper.Current(format, at); len(list) > 0 {
		p.Software = list[r.IntN(len(list))]
	}
	switch {
	case format == paper.Text || format == paper.HTML:
		p.Title, p.Paragraphs = s.Article()
		p.Company, p.Modified, p.Revision = prose.Outlet(r, s.Lang), at, 1
	case format == paper.XLSX:
		p.Title, p.Table = s.Subject(), s.Table()
	case r.IntN(2) == 0:
		p.Title, p.Paragraphs = s.Minutes()
	default:
		p.Title, p.Paragraphs = s.Report()
	}
	return p
}

// fileName is a title as people name files.
func fileName(title string) string {
	const longest = 28
	name := prose.Plain(strings.NewReplacer(":", "", "'", " ", ",", "").Replace(title))
	return strings.Trim(name[:min(len(name), longest)], "-")
}

// next is the version that from attaches, and what the mail does then: the first
// brings it, those who answer change it, and at times it is signed off as PDF.
func (f *files) next(from *post.Account, part prose.Part) (prose.Part, string, []post.Attachment) {
	t := f.t
	f.version++
	since := t.at.Sub(f.paper.Modified)
	if t.last != nil {
		since = t.at.Sub(t.last.At)
	}
	switch {
	case f.version == 1:
		part = prose.Attaches
	case f.paper.Format == paper.JPEG || f.paper.Format == paper.PDF || f.version > 4 || t.r.IntN(3) == 0 || since < 10*time.Minute:
		f.version--
		return part, "", nil
	case f.version > 2 && f.paper.Format != paper.XLSX && t.r.IntN(2) == 0:
		part = prose.SignsOff
		q := *f.paper
		q.Format, q.Software, q.Created, q.Modified, q.Author, q.Editor = paper.PDF, nil, t.at.Add(-3*time.Minute), t.at.Add(-3*time.Minute), from.Name, ""
		if list := paper.Current(paper.PDF, t.at); len(list) > 0 {
			q.Software = list[t.r.IntN(len(list))]
		}
		f.version = 5 // nothing comes behind it
		name, list := f.attach(&q, "final")
		return part, name, list
	default:
		part = prose.Revises
		worked := 1 + t.r.IntN(int(min(since/time.Minute, 60))-3)
		f.paper = f.paper.Next(from.Name, t.at.Add(-2*time.Minute), func(p *paper.Paper) {
			revise(t.story, t.r, p)
			p.Minutes += worked
		})
	}
	name, list := f.attach(f.paper, fmt.Sprintf("v%d", f.version))
	return part, name, list
}

// revise changes a passage and adds one.
func revise(s *prose.Story, r *rand.Rand, p *paper.Paper) {
	if p.Table != nil {
		p.Table = append(p.Table, s.Table()[1])
		return
	}
	p.Paragraphs[r.IntN(len(p.Paragraphs))] = s.Sentence() + " " + s.Sentence()
	p.Paragraphs = append(p.Paragraphs, s.Sentence())
}

func (f *files) attach(p *paper.Paper, version string) (string, []post.Attachment) {
	name := fmt.Sprintf("%s-%s.%s", f.name, version, suffixes[p.Format])
	if p.Format == paper.JPEG {
		name = fmt.Sprintf("IMG_%s.jpg", p.Created.Format("20060102_150405"))
	}
	return name, []post.Attachment{{Name: name, Type: mediaTypes[p.Format], Content: p.Bytes()}}
}
