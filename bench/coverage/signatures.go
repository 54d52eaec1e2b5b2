package main

import (
	"fmt"
	"regexp"
	"strings"

	"assay/document"
	"assay/finding"
)

var (
	fieldName  = regexp.MustCompile(`Signature Field Name: (.*)`)
	validation = regexp.MustCompile(`Signature Validation: (.*)`)
)

// verdict is what is compared of one signature.
type verdict struct {
	math  string // valid, fails, not read
	total string // whole, part; empty where the tool does not say
}

// signatures compares every signature of every PDF with pdfsig.
func signatures(w *world) (string, error) {
	files, signed, both, math, total := 0, 0, 0, 0, 0
	kinds := map[[2]string]int{}
	differ := newTable("file", "signature", "assay", "pdfsig", "who is right, and why")
	for _, name := range w.named("pdf") {
		files++
		out, _, err := ask("pdfsig", "-nocert", w.path(name))
		if err != nil {
			return "", err
		}
		theirs, ours := poppler(out), own(w.document(name))
		if len(theirs)+len(ours) > 0 {
			signed++
		}
		for _, field := range sortedKeys(ours, theirs) {
			a, inA := ours[field]
			b, inB := theirs[field]
			what := describe(a, inA) + " / " + describe(b, inB)
			kinds[[2]string{describe(a, inA), describe(b, inB)}]++
			if !inA || !inB {
				differ.add(short(name), field, describe(a, inA), describe(b, inB), w.reasons.find("signatures", name, what))
				continue
			}
			both++
			sameMath, sameTotal := a.math == b.math, a.total == b.total || b.total == ""
			if sameMath {
				math++
			}
			if sameTotal {
				total++
			}
			if !sameMath || !sameTotal {
				differ.add(short(name), field, describe(a, inA), describe(b, inB), w.reasons.find("signatures", name, what))
			}
		}
	}
	counts := newTable("assay", "pdfsig", "signatures")
	for _, k := range sortedPairs(kinds) {
		counts.add(k[0], k[1], kinds[k])
	}
	return fmt.Sprintf("%d PDF files, %d of them with signatures; %d signatures that both list: the mathematics agrees on %d, what is signed on %d.\n\n%s\nEvery difference:\n\n%s",
		files, signed, both, math, total, counts, differ), nil
}

func describe(v verdict, there bool) string {
	if !there {
		return "not listed"
	}
	return strings.TrimSuffix(v.math+", "+v.total, ", ")
}

// poppler reads what pdfsig says.
func poppler(out string) map[string]verdict {
	list := map[string]verdict{}
	for _, block := range strings.Split(out, "Signature #")[1:] {
		name, valid := fieldName.FindStringSubmatch(block), validation.FindStringSubmatch(block)
		if name == nil || valid == nil {
			continue // a field that is not signed
		}
		v := verdict{math: "not read"}
		switch {
		case strings.Contains(valid[1], "Signature is Valid"):
			v.math = "valid"
		case strings.Contains(valid[1], "Mismatch"), strings.Contains(valid[1], "Invalid"):
			v.math = "fails"
		}
		switch {
		case strings.Contains(block, "Not total document signed"):
			v.total = "part"
		case strings.Contains(block, "Total document signed"):
			v.total = "whole"
		}
		list[name[1]] = v
	}
	return list
}

// own is what assay says, by the names of the fields.
func own(d *document.Document) map[string]verdict {
	list := map[string]verdict{}
	if d == nil {
		return list
	}
	for _, s := range d.Signed {
		if s.Type != document.SignedPDF && s.Type != document.StampedPDF {
			continue
		}
		v := verdict{math: "not read", total: "part"}
		switch s.Result {
		case finding.Pass, finding.Policy:
			v.math = "valid"
		case finding.Fail:
			v.math = "fails"
		}
		if s.Whole {
			v.total = "whole"
		}
		list[strings.Trim(strings.TrimPrefix(s.Where, "field "), `"`)] = v
	}
	return list
}
