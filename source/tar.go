package source

import (
	"archive/tar"
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

// tarBlock is the unit of a tape archive (POSIX.1-2017 pax, "ustar Interchange
// Format").
const tarBlock = 512

var errTarTrailing = errors.New("tar: something that is no member stands behind the end of the archive, and is not read")

// eachTar goes through the members of a tape archive; a member can be opened
// until fn returns. Archives that stand one behind the other are read as one,
// as tar does with --ignore-zeros, for nothing may hide behind an end.
func eachTar(in *bufio.Reader, names *ordinals, fn func(*member) error) error {
	for {
		if err := eachTarMember(tar.NewReader(in), names, fn); err != nil {
			return err
		}
		more, err := skipZeroBlocks(in)
		if err != nil || !more {
			return err
		}
	}
}

func eachTarMember(t *tar.Reader, names *ordinals, fn func(*member) error) error {
	for {
		h, err := t.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if h.Typeflag == tar.TypeDir || h.Typeflag == tar.TypeXGlobalHeader {
			continue
		}
		m := &member{size: h.Size, packed: h.Size, refusal: tarRefusal(h)}
		if err := names.name(m, h.Name); err != nil {
			return err
		}
		// A sparse file grows as compressed data do: holes take no room.
		m.expands = isSparse(h)
		m.open = func(int) (io.ReadCloser, error) { return io.NopCloser(t), nil }
		if m.expands {
			m.packed = 0
		}
		if err := fn(m); err != nil {
			return err
		}
	}
}

// tarRefusal says why a member is not read.
func tarRefusal(h *tar.Header) error {
	switch h.Typeflag {
	case tar.TypeSymlink, tar.TypeLink:
		why := fmt.Sprintf("it is a link to %q, and has no bytes of its own", h.Linkname[:min(len(h.Linkname), MaxName)])
		return refuse("source/link", why, "tar -tvf FILE")
	case tar.TypeChar, tar.TypeBlock, tar.TypeFifo:
		return refuse("source/not-a-file", "it is a device or a pipe", "tar -tvf FILE")
	}
	return nil
}

func isSparse(h *tar.Header) bool {
	if h.Typeflag == tar.TypeGNUSparse {
		return true
	}
	for key := range h.PAXRecords {
		if strings.HasPrefix(key, "GNU.sparse.") {
			return true
		}
	}
	return false
}

// skipZeroBlocks passes over the padding behind an archive, and reports
// whether another archive stands there.
func skipZeroBlocks(in *bufio.Reader) (more bool, err error) {
	zeros := make([]byte, tarBlock)
	for {
		block, err := in.Peek(tarBlock)
		if err != nil && err != io.EOF {
			return false, err
		}
		switch {
		case bytes.Equal(block, zeros[:len(block)]):
			if err == io.EOF {
				return false, nil
			}
			in.Discard(len(block))
		case isTarHeader(block):
			return true, nil
		default:
			return false, errTarTrailing
		}
	}
}
