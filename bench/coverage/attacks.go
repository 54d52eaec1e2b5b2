package main

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"assay/document"
	"assay/finding"
)

// attack is one file of a set of attacks.
type attack struct {
	set, file string
	attacked  bool
}

// attackSets finds the files of the sets by what their names say.
func (w *world) attackSets() (list []attack) {
	for name := range w.records {
		base := path.Base(name)
		switch {
		case strings.Contains(name, "!"):
		case strings.HasPrefix(name, "pdf-rub-shadow-attacks/") && path.Ext(name) == ".pdf":
			list = append(list, attack{"PDF shadow attacks", name, strings.Contains(base, "manipulated")})
		case strings.HasPrefix(name, "pdf-pyhanko/") && w.signedPDF(name):
			list = append(list, attack{"pyHanko's signed files", name, strings.Contains(name, "coverage-anomalies/") && base != "base.pdf" || strings.Contains(base, "sneaky") || strings.Contains(base, "not-all-paths")})
		case strings.HasPrefix(name, odfCorpus) && path.Ext(name) == ".odt" || strings.HasPrefix(name, foldersAsPackages+"/"):
			list = append(list, attack{"ODF signature attacks", name, strings.Contains(name, "manipulated")})
		}
	}
	slices.SortFunc(list, func(a, b attack) int { return cmp.Or(cmp.Compare(a.set, b.set), cmp.Compare(a.file, b.file)) })
	return list
}

func (w *world) signedPDF(name string) bool {
	d := w.document(name)
	return d != nil && len(d.Signed) > 0
}

// answer is how far assay goes with one file.
type answer int

const (
	silent  answer = iota
	told           // it says in neutral words that a signature holds for less than a reader sees, or not
	accused        // a finding contradicts what the document seems to say, or it is refuted
)

func (r *record) answer() answer {
	switch {
	case r.Conclusion == "refuted" || slices.ContainsFunc(r.Findings, func(f finding.Finding) bool { return f.Says == finding.Contradicts }):
		return accused
	case r.has("document/changed-after-signing"), r.has("document/signature-fails"), r.has("document/signature-unread"), r.has("pdf/twin"):
		return told
	}
	return silent
}

// ids are the findings that an answer rests on.
func (r *record) ids() string {
	var list []string
	for _, f := range r.Findings {
		if f.Says == finding.Contradicts || f.Says == finding.Limits || strings.HasPrefix(f.ID, "pdf/twin") || f.ID == "document/changed-after-signing" || f.ID == "document/signature-fails" || f.ID == "document/signature-unread" {
			list = append(list, f.ID)
		}
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), ", ")
}

// attacks counts what is found of the attacks, and who is accused without one.
func attacks(w *world) (string, error) {
	type counts struct{ attacks, accused, told, harmless, wrong, toldOf int }
	sum := map[string]*counts{}
	rest := newTable("file", "what it is", "assay", "why")
	for _, a := range w.attackSets() {
		c := sum[a.set]
		if c == nil {
			c = &counts{}
			sum[a.set] = c
		}
		r := w.records[a.file]
		got := r.answer()
		switch {
		case a.attacked:
			c.attacks++
		default:
			c.harmless++
		}
		switch {
		case a.attacked && got == accused:
			c.accused++
		case a.attacked && got == told:
			c.told++
		case got == accused:
			c.wrong++
		case !a.attacked && got == told:
			c.toldOf++
		}
		if a.attacked && got != accused || !a.attacked && got != silent {
			what := map[bool]string{true: "attack", false: "harmless"}[a.attacked]
			rest.add(short(a.file), what, cmp.Or(r.ids(), "nothing"), w.reasons.find("attacks", a.file, what))
		}
	}
	t := newTable("set", "attacks", "of these accused", "told in neutral words", "passed over", "harmless files", "of these accused", "told in neutral words")
	for _, set := range sortedKeys(sum, sum) {
		c := sum[set]
		t.add(set, c.attacks, c.accused, c.told, c.attacks-c.accused-c.told, c.harmless, c.wrong, c.toldOf)
	}
	return t.String() + "\nEvery attack that is not accused, and every harmless file of which something is told:\n\n" + rest.String(), nil
}

// accusations lists every contradicting finding on a document of all corpora.
func accusations(w *world) (string, error) {
	documents, list := 0, newTable("file", "finding", "an attack by its name")
	wrong := 0
	attacked := map[*record]bool{}
	for _, a := range w.attackSets() {
		if a.attacked {
			attacked[w.records[a.file]] = true
		}
	}
	for _, r := range w.all {
		if r.Kind != "document" || strings.HasPrefix(r.Paths[0], foldersAsPackages+"/") {
			continue
		}
		documents++
		if r.answer() != accused {
			continue
		}
		if !attacked[r] {
			wrong++
		}
		_, name, _ := strings.Cut(r.Paths[0], "/")
		list.add(short(name), contradicting(r), map[bool]string{true: "yes", false: "**no**"}[attacked[r]])
	}
	return fmt.Sprintf("%d documents in all corpora, attachments and embedded files included; %d are accused, %d of them without being an attack.\n\n%s", documents, len(list.rows), wrong, list), nil
}

func contradicting(r *record) string {
	var list []string
	for _, f := range r.Findings {
		if f.Says == finding.Contradicts {
			list = append(list, f.ID)
		}
	}
	if worst := worstOf(r.Document); worst != "" {
		list = append(list, "change: "+string(worst))
	}
	slices.Sort(list)
	return strings.Join(slices.Compact(list), ", ")
}

func worstOf(d *document.Document) document.Weight {
	if d == nil {
		return ""
	}
	var all []document.Change
	for _, s := range d.Signed {
		all = append(all, s.Changes...)
	}
	return document.Worst(all)
}
