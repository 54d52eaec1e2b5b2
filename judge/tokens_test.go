package judge_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"assay/conclude"
)

// tokens are the limits that the source names: in calls of add and append, in
// lists called Limits, and in the table called limiting.
func tokens(t *testing.T) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	for _, dir := range []string{".", "../corpus", "../examine"} {
		files, err := filepath.Glob(dir + "/*.go")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: %d files, %v", dir, len(files), err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				for _, e := range limitsIn(n) {
					collect(e, found)
				}
				return true
			})
		}
	}
	return found
}

// limitsIn are the expressions of a node that hold limits.
func limitsIn(n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.Ident); ok && (f.Name == "add" || f.Name == "append") {
			return slices.DeleteFunc(slices.Clone(n.Args[1:]), func(e ast.Expr) bool {
				_, composite := e.(*ast.CompositeLit) // a finding that is added to others
				return composite
			})
		}
	case *ast.KeyValueExpr:
		if k, ok := n.Key.(*ast.Ident); ok && k.Name == "Limits" {
			return []ast.Expr{n.Value}
		}
	case *ast.AssignStmt:
		if s, ok := n.Lhs[len(n.Lhs)-1].(*ast.SelectorExpr); ok && s.Sel.Name == "Limits" {
			return n.Rhs
		}
	case *ast.ValueSpec:
		if n.Names[0].Name == "limiting" {
			return n.Values
		}
	}
	return nil
}

// collect notes the words of an expression; name+"-unsigned" stands for the
// fields that limits lists.
func collect(e ast.Expr, found map[string]bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
			found[text] = true
		}
	case *ast.BinaryExpr:
		for _, name := range []string{"to", "cc", "bcc", "reply-to", "sender"} {
			found[name+"-unsigned"] = true
		}
	case *ast.CallExpr: // append or slices.Concat of lists
		for _, arg := range e.Args {
			if list, ok := arg.(*ast.CompositeLit); ok {
				collect(list, found)
			}
		}
	case *ast.CompositeLit:
		for _, element := range e.Elts {
			if kv, ok := element.(*ast.KeyValueExpr); ok {
				element = kv.Value
			}
			collect(element, found)
		}
	}
}

// TestTokens holds the limits that the source names, those that conclude
// explains and those that the documentation lists to each other.
func TestTokens(t *testing.T) {
	explained := slices.Sorted(maps.Keys(conclude.Limits()))
	if diff := cmp.Diff(explained, slices.Sorted(maps.Keys(tokens(t)))); diff != "" {
		t.Errorf("explained, and named by the source:\n%s", diff)
	}
	doc, err := os.ReadFile("../docs/json.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, token := range explained {
		if !strings.Contains(string(doc), "`"+token+"`") {
			t.Errorf("docs/json.md does not list %s", token)
		}
	}
}
