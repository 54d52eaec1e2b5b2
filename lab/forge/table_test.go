package forge

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"slices"
	"strconv"
	"strings"
	"testing"

	"assay/lab/label"
)

func TestTechniquesAreWhole(t *testing.T) {
	seen, ids := map[string]bool{}, map[string]bool{}
	for _, tq := range Techniques {
		key := tq.ID + " " + string(tq.Skill)
		if seen[key] || rank(tq.Skill) == 0 && tq.Skill != label.Clumsy || tq.What == "" || len(tq.On) == 0 {
			t.Errorf("%s: %+v", key, tq)
		}
		seen[key], ids[tq.ID] = true, true
		if mail, document := onMail[tq.ID] != nil, onPaper[tq.ID] != nil; mail == document || mail != slices.Contains(tq.On, Mail) {
			t.Errorf("%s is done on mail: %v, on documents: %v, and works on %v", tq.ID, mail, document, tq.On)
		}
	}
	if len(ids) != len(onMail)+len(onPaper) || len(ids) < 34 {
		t.Errorf("%d techniques in the table, %d and %d functions", len(ids), len(onMail), len(onPaper))
	}
}

// TestVocabularyIsClosed holds the names of traces in code, here and in package
// paper, to the lines of traces.tsv.
func TestVocabularyIsClosed(t *testing.T) {
	named := append(constants(t, "traces.go"), constants(t, "../paper/traces.go")...)
	named = append(named, string(label.Signature))
	var listed []string
	for _, n := range Notes {
		listed = append(listed, string(n.Trace))
		if !slices.Contains([]Weight{Plain, Faint, Across}, n.Weight) || n.Says == "" || !slices.Contains(named, string(n.Trace)) {
			t.Errorf("a line of traces.tsv: %+v", n)
		}
	}
	for _, name := range named {
		if !slices.Contains(listed, name) {
			t.Errorf("%s has no line in traces.tsv", name)
		}
	}
	if len(listed) != len(slices.Compact(slices.Sorted(slices.Values(listed)))) {
		t.Error("a trace is listed twice")
	}
}

// constants are the values of the constants of a file that name traces.
func constants(t *testing.T, file string) (list []string) {
	f, err := parser.ParseFile(gotoken.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
			weight := len(spec.Names) == 1 && slices.Contains([]string{"Plain", "Faint", "Across"}, spec.Names[0].Name)
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == gotoken.STRING && !weight {
				value, err := strconv.Unquote(lit.Value)
				if err != nil || strings.Contains(value, " ") {
					t.Errorf("%s: %q", file, lit.Value)
				}
				list = append(list, value)
			}
		}
		return true
	})
	return list
}

func TestSingleLeavesOutWhatNeedsAnother(t *testing.T) {
	got := Single([]label.Trace{WeekdayKept, SharedID, label.Signature, Wrapping, TwinsDiffer})
	if !slices.Equal(got, []label.Trace{WeekdayKept, TwinsDiffer}) {
		t.Error(got)
	}
}

func TestFoldedSearchKeepsOffsets(t *testing.T) {
	if at := indexFold("\xe9t\xe9 <Ada@Press.example>", "ada@press.example"); at != 5 {
		t.Error(at)
	}
}
