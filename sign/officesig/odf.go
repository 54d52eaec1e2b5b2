package officesig

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"assay/document"
	"assay/finding"
	"assay/sign/xmlsig"
)

// isODFSignatures says whether a part holds signatures: its name stands in
// META-INF and has the word in it. ODF 1.2 part 3 §3.5
func isODFSignatures(name string) bool {
	return strings.HasPrefix(name, "META-INF/") && strings.Contains(name, "signatures")
}

// macroFolders hold the macros of a package and nothing else.
var macroFolders = []string{"Basic/", "Dialogs/", "Scripts/"}

func isMacro(name string) bool {
	return slices.ContainsFunc(macroFolders, func(f string) bool { return strings.HasPrefix(name, f) })
}

// unseen are files that say what the others are, and that programmes before ODF
// 1.2 did not sign.
var unseen = []string{"mimetype", "META-INF/manifest.xml"}

// readODF reads all files of signatures of an ODF package.
func (r *reading) readODF() {
	names := slices.Clone(r.pack.names)
	slices.Sort(names)
	for _, name := range names {
		if !isODFSignatures(name) {
			continue
		}
		if !r.isODF(name) {
			r.unread(name, errors.New("the package is no ODF document"))
			continue
		}
		kind := document.SignedODF
		if strings.Contains(name, "macrosignatures") {
			kind = document.SignedODFMacro
		}
		r.file(name, kind, func(s *xmlsig.Signature, where string) { r.odf(s, kind, where) })
	}
	r.otherSigner()
}

// isODF says whether a file of signatures is one of ODF: others keep theirs in
// META-INF too. ODF 1.2 part 3 §3.3
func (r *reading) isODF(name string) bool {
	if !r.pack.has("mimetype") {
		return name == "META-INF/documentsignatures.xml" || name == "META-INF/macrosignatures.xml"
	}
	kind, err := r.pack.read("mimetype")
	return err == nil && (bytes.Contains(kind, []byte("opendocument")) || bytes.Contains(kind, []byte("vnd.sun.xml")))
}

// odf takes in one signature of an ODF package.
func (r *reading) odf(s *xmlsig.Signature, kind, where string) {
	d, _ := r.evidence(s, kind, where)
	c := r.cover(s, &d)
	listed := r.listed(s)
	for _, name := range r.pack.names {
		if c.signed[name] || isODFSignatures(name) || kind == document.SignedODFMacro && !isMacro(name) {
			continue
		}
		if slices.Contains(unseen, name) {
			c.aside = append(c.aside, name)
			continue
		}
		c.visible = append(c.visible, name)
		if kind == document.SignedODF && len(c.signed) > 0 {
			d.Changes = append(d.Changes, unsigned(name, listed))
		}
	}
	c.visible, c.aside = sorted(c.visible), sorted(c.aside)
	if kind == document.SignedODFMacro {
		d.Covers = c.in("all macros", "file") + "; of the macros, not of the text"
		r.looseMacros(c, where)
	} else {
		d.Covers = c.in("the whole package", "file")
		d.Whole = len(c.visible) == 0 && len(c.signed) > 0
		r.textless(c, s, where)
	}
	r.keep(d, s.By)
}

// listed are the files that the signed manifest names; nil where it is not
// signed or not as it was.
func (r *reading) listed(s *xmlsig.Signature) map[string]bool {
	const manifest = "META-INF/manifest.xml"
	if !slices.ContainsFunc(s.References, func(ref xmlsig.Reference) bool { return ref.Match && ref.URI == manifest }) {
		return nil
	}
	data, err := r.pack.read(manifest)
	if err != nil {
		return nil
	}
	tree, err := xmlsig.ParseIgnoringDoctype(data)
	if err != nil {
		return nil // what it lists decides only how a change is worded
	}
	list := map[string]bool{}
	for e := range tree.Root.Children() {
		if e.Local == "file-entry" {
			list[e.Qualified("full-path")] = true
		}
	}
	return list
}

// unsigned is a part that no reference names though all should be signed.
func unsigned(name string, listed map[string]bool) document.Change {
	what := "is not signed: it was added after signing, or the signer left it out"
	if listed != nil && !listed[name] && !strings.HasPrefix(name, "META-INF/") {
		what = "was added after signing: the list of files that was signed does not name it"
	}
	return document.Change{Weight: weigh(name), What: what, Where: document.Clip(name)}
}

// textless tells of a signature in the place of those of the document that does
// not sign its content: programmes show the document as signed.
func (r *reading) textless(c coverage, s *xmlsig.Signature, where string) {
	const content = "content.xml"
	if !r.pack.has(content) || c.signed[content] || s.Problem != "" {
		return
	}
	what := "It covers " + c.in("the rest", "file") + "."
	onlyMacros := len(c.signed) > 0
	for name := range c.signed {
		onlyMacros = onlyMacros && isMacro(name)
	}
	if onlyMacros {
		what = fmt.Sprintf("It covers the macros alone (%d files): a signature of macros was put in the place of one of the document.", len(c.signed))
	}
	r.add(finding.Contradicts, "office/signature-text-not-covered", where,
		"This signature stands where those of the whole document stand, and does not sign what a reader sees (content.xml). Some programmes show the document as signed all the same. "+what,
		"list the Reference elements of the signature: none has the URI content.xml")
}

// looseMacros tells of macros that the signature of the macros leaves out.
func (r *reading) looseMacros(c coverage, where string) {
	if len(c.visible) == 0 {
		return
	}
	r.add(finding.Limits, "office/signature-macros-uncovered", where,
		"Macros of the document that its signature of macros does not cover: "+some(c.visible)+". They were added after signing, or the programme that signed left them out.",
		"list the Reference elements of the signature")
}

// otherSigner tells where the macros were signed by another than the document.
func (r *reading) otherSigner() {
	for _, macros := range r.signers {
		if macros.kind != document.SignedODFMacro {
			continue
		}
		one, same := false, false
		for _, text := range r.signers {
			if text.kind == document.SignedODF {
				one, same = true, same || bytes.Equal(text.raw, macros.raw)
			}
		}
		if one && !same {
			r.note("office/signature-macros-other-signer", "META-INF/macrosignatures.xml", "The macros were signed with another certificate than the document. That is usual where they come from another.")
			return
		}
	}
}
