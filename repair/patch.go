package repair

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// Bounds of a patch.
const (
	contextLines = 3
	maxPatch     = 64 << 10 // bytes; a longer one is left out
	maxEdits     = 1500     // lines that differ, between the first and the last
)

// Patch is a unified diff that turns the stored bytes into the signed ones:
// patch --binary applies it. It is empty where it would be longer than 64 KiB.
func Patch(stored, signed []byte) string {
	a, b := splitLines(stored), splitLines(signed)
	var out strings.Builder
	out.WriteString("--- message.eml\n+++ repaired.eml\n")
	for _, h := range hunks(script(a, b)) {
		h.write(&out, a, b)
		if out.Len() > maxPatch {
			return ""
		}
	}
	return out.String()
}

func splitLines(b []byte) (list [][]byte) {
	for line := range bytes.Lines(b) {
		list = append(list, line)
	}
	return list
}

// edit replaces the lines a[from:to] by b[at:end].
type edit struct{ from, to, at, end int }

// script lists what has to be replaced, in order: found by the greedy method of
// Myers (1986) between the lines that both have at the beginning and the end,
// or in one piece where too much differs.
func script(a, b [][]byte) []edit {
	head := 0
	for head < min(len(a), len(b)) && bytes.Equal(a[head], b[head]) {
		head++
	}
	tail := 0
	for tail < min(len(a), len(b))-head && bytes.Equal(a[len(a)-1-tail], b[len(b)-1-tail]) {
		tail++
	}
	a, b = a[head:len(a)-tail], b[head:len(b)-tail]
	if len(a) == 0 && len(b) == 0 {
		return nil
	}
	edits := myers(a, b)
	if edits == nil {
		edits = []edit{{0, len(a), 0, len(b)}}
	}
	for i := range edits {
		e := &edits[i]
		e.from, e.to, e.at, e.end = e.from+head, e.to+head, e.at+head, e.end+head
	}
	return edits
}

// myers gives the shortest script, or nil where it has more than maxEdits
// lines.
func myers(a, b [][]byte) []edit {
	most := min(len(a)+len(b), maxEdits)
	reach := make([]int, 2*most+3)
	var trace [][]int
	for d := 0; d <= most; d++ {
		trace = append(trace, append([]int(nil), reach[most-d:most+d+3]...))
		for k := -d; k <= d; k += 2 {
			x := 0
			if k == -d || k != d && reach[most+k] < reach[most+k+2] {
				x = reach[most+k+2]
			} else {
				x = reach[most+k] + 1
			}
			y := x - k
			for x < len(a) && y < len(b) && bytes.Equal(a[x], b[y]) {
				x, y = x+1, y+1
			}
			reach[most+k+1] = x
			if x >= len(a) && y >= len(b) {
				return backtrack(trace, len(a), len(b))
			}
		}
	}
	return nil
}

// backtrack reads the edits off the trace: reach of diagonal k before step d
// stands in trace[d][k+d+1].
func backtrack(trace [][]int, x, y int) []edit {
	var edits []edit
	for d := len(trace) - 1; d > 0; d-- {
		k := x - y
		at := func(k int) int { return trace[d][k+d+1] }
		down := k == -d || k != d && at(k-1) < at(k+1)
		var px, py int
		if down {
			px, py = at(k+1), at(k+1)-(k+1)
		} else {
			px, py = at(k-1), at(k-1)-(k-1)
		}
		one := edit{px, px, py, py + 1}
		if !down {
			one = edit{px, px + 1, py, py}
		}
		if n := len(edits); n > 0 && edits[n-1].from == one.to && edits[n-1].at == one.end {
			edits[n-1].from, edits[n-1].at = one.from, one.at
		} else {
			edits = append(edits, one)
		}
		x, y = px, py
	}
	for i, j := 0, len(edits)-1; i < j; i, j = i+1, j-1 {
		edits[i], edits[j] = edits[j], edits[i]
	}
	return edits
}

// hunk is a run of edits with little between them.
type hunk []edit

func hunks(edits []edit) (list []hunk) {
	for _, e := range edits {
		if n := len(list); n > 0 && e.from-list[n-1][len(list[n-1])-1].to <= 2*contextLines {
			list[n-1] = append(list[n-1], e)
			continue
		}
		list = append(list, hunk{e})
	}
	return list
}

func (h hunk) write(out *strings.Builder, a, b [][]byte) {
	first, last := h[0], h[len(h)-1]
	lead := min(contextLines, first.from)
	from, at := first.from-lead, first.at-lead
	to := min(len(a), last.to+contextLines)
	end := last.end + to - last.to
	fmt.Fprintf(out, "@@ -%s +%s @@\n", lineRange(from, to), lineRange(at, end))
	for _, e := range h {
		for ; from < e.from; from++ {
			writeLine(out, ' ', a[from])
		}
		for _, line := range a[e.from:e.to] {
			writeLine(out, '-', line)
		}
		for _, line := range b[e.at:e.end] {
			writeLine(out, '+', line)
		}
		from = e.to
	}
	for ; from < to; from++ {
		writeLine(out, ' ', a[from])
	}
}

func lineRange(from, to int) string {
	switch to - from {
	case 0:
		return strconv.Itoa(from) + ",0"
	case 1:
		return strconv.Itoa(from + 1)
	}
	return fmt.Sprintf("%d,%d", from+1, to-from)
}

func writeLine(out *strings.Builder, mark byte, line []byte) {
	out.WriteByte(mark)
	out.Write(line)
	if !bytes.HasSuffix(line, []byte("\n")) {
		out.WriteString("\n\\ No newline at end of file\n")
	}
}
