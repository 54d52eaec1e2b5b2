package c2pa

import (
	"bytes"
	"encoding/binary"
	"errors"
	"strconv"
	"strings"
)

// walk goes down the path of an exclusion and leaves out the boxes that match.
func (k *bmffCheck) walk(span stretch, nodes []string, x tree) error {
	name, number, err := node(nodes[0])
	if err != nil {
		return err
	}
	seen := 0
	return k.each(span, func(kind string, box stretch) error {
		if kind != name {
			return nil
		}
		if seen++; number > 0 && seen != number {
			return nil
		}
		if len(nodes) > 1 {
			return k.walk(stretch{min(box.Start+k.header(box), box.End), box.End}, nodes[1:], x)
		}
		if k.matches(box, x) {
			return k.leave(box, x)
		}
		return nil
	})
}

func (k *bmffCheck) header(box stretch) int {
	if binary.BigEndian.Uint32(k.content[box.Start:]) == 1 {
		return 16
	}
	return 8
}

// node reads one step of a path: a type, and which of them where one is meant.
func node(step string) (name string, number int, err error) {
	name, index, indexed := strings.Cut(step, "[")
	if indexed {
		number, err = strconv.Atoi(strings.TrimSuffix(index, "]"))
	}
	if len(name) != 4 || err != nil || indexed && number < 1 {
		return "", 0, errors.New("its binding leaves out a box by a path that is malformed")
	}
	return name, number, nil
}

// matches asks for the further conditions of an exclusion.
func (k *bmffCheck) matches(box stretch, x tree) bool {
	if n, has := x.number("length"); has && n != int64(box.End-box.Start) {
		return false
	}
	for _, d := range x.trees("data") {
		offset, ok := d.number("offset")
		value := d.bytes("value")
		if !ok || offset < 0 || offset > int64(box.End-box.Start) || !bytes.HasPrefix(k.content[box.Start+int(offset):box.End], value) {
			return false
		}
	}
	full := k.content[min(box.Start+k.header(box), box.End):box.End]
	if v, has := x.number("version"); has && (len(full) < 4 || int64(full[0]) != v) {
		return false
	}
	if flags := x.bytes("flags"); flags != nil {
		return len(flags) == 3 && len(full) >= 4 && flagsMatch(full[1:4], flags, x["exact"] != false)
	}
	return true
}

// flagsMatch compares exactly, or asks for the bits of want alone.
func flagsMatch(have, want []byte, exact bool) bool {
	for i := range want {
		if exact && have[i] != want[i] || have[i]&want[i] != want[i] {
			return false
		}
	}
	return true
}

// leave leaves out a box, or the parts of it that the exclusion names.
func (k *bmffCheck) leave(box stretch, x tree) error {
	if _, has := x["subset"]; !has {
		k.left = append(k.left, box)
		return nil
	}
	for _, s := range x.trees("subset") {
		offset, ok := s.number("offset")
		length, ok2 := s.number("length")
		if !ok || !ok2 || offset < 0 || length < 0 || offset > 1<<40 || length > 1<<40 {
			return errors.New("its binding leaves out a part of a box that is malformed")
		}
		start := min(box.Start+int(offset), box.End)
		end := min(start+int(length), box.End)
		if length == 0 {
			end = box.End
		}
		k.left = append(k.left, stretch{start, end})
	}
	return nil
}
