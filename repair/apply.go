package repair

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
)

// Apply turns stored bytes into signed ones by a patch that Patch made. It
// fails where the patch is not of these bytes.
func Apply(stored []byte, patch string) ([]byte, error) {
	have := splitLines(stored)
	var out bytes.Buffer
	at := 0
	lines := strings.SplitAfter(patch, "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		switch {
		case line == "" || i < 2: // what Patch begins with; in a hunk the same may be a line of the mail
		case strings.HasPrefix(line, "@@ "):
			from, err := hunkStart(line)
			if err != nil || from < at || from > len(have) {
				return nil, fmt.Errorf("patch line %d: %q is no place in the message", i+1, line)
			}
			out.Write(bytes.Join(have[at:from], nil))
			at = from
		default:
			text := line[1:]
			if i+1 < len(lines) && strings.HasPrefix(lines[i+1], `\ `) {
				text = strings.TrimSuffix(text, "\n")
				i++
			}
			if line[0] != '+' {
				if at >= len(have) || string(have[at]) != text {
					return nil, fmt.Errorf("patch line %d is not of this message", i+1)
				}
				at++
			}
			if line[0] != '-' {
				out.WriteString(text)
			}
		}
	}
	out.Write(bytes.Join(have[at:], nil))
	return out.Bytes(), nil
}

// hunkStart is the index of the first stored line of a hunk.
func hunkStart(line string) (int, error) {
	first, _, _ := strings.Cut(strings.TrimPrefix(line, "@@ -"), " ")
	number, length, ranged := strings.Cut(first, ",")
	n, err := strconv.Atoi(number)
	if err == nil && !(ranged && length == "0") {
		n--
	}
	return n, err
}
