package pdf

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
)

// Bounds on what decoding may make.
const (
	maxDecoded  = 128 << 20 // bytes of one stream
	maxUnpacked = 1 << 30   // bytes of all streams of one file together
	maxFilters  = 16        // filters in a row
)

// ErrFilter is met where data are in a coding that is not undone here: DCT,
// JPX, CCITT and JBIG2 pictures, and unknown ones.
var ErrFilter = errors.New("a filter that is not undone")

var errBomb = fmt.Errorf("it unpacks to more than %d bytes, or all streams to more than %d", maxDecoded, maxUnpacked)

// resolver gives the object that a reference points at.
type resolver func(Object) Object

// directOnly resolves nothing: for cross-reference streams, before there is
// anything to resolve with.
func directOnly(o Object) Object {
	if _, ok := o.(Ref); ok {
		return nil
	}
	return o
}

// shortNames are the abbreviations of inline images, which some writers use.
var shortNames = map[Name]Name{"Fl": "FlateDecode", "LZW": "LZWDecode", "AHx": "ASCIIHexDecode", "A85": "ASCII85Decode", "RL": "RunLengthDecode"}

// filtered undoes the filters that dict names, as far as they go: an error
// comes with what was read until then. ISO 32000-2 §7.4.
func (f *File) filtered(dict *Dict, data []byte, get resolver) ([]byte, error) {
	filters, parms := list(get(dict.Get("Filter"))), list(get(dict.Get("DecodeParms")))
	if len(filters) > maxFilters {
		return nil, fmt.Errorf("%d filters in a row", len(filters))
	}
	for i, o := range filters {
		name, _ := get(o).(Name)
		if long, ok := shortNames[name]; ok {
			name = long
		}
		var parm *Dict
		if i < len(parms) {
			parm, _ = get(parms[i]).(*Dict)
		}
		limit := max(0, min(maxDecoded, maxUnpacked-f.unpacked))
		if limit == 0 {
			f.trouble("its streams unpack to more than the %d bytes that are read; what is said of the rest is not reliable", maxUnpacked)
			return nil, errBomb
		}
		out, err := undo(name, parm, data, limit, get)
		if len(out) > limit {
			return out[:limit], errBomb
		}
		if f.unpacked += len(out); err != nil {
			return out, fmt.Errorf("/%s: %w", name, err)
		}
		data = out
	}
	return data, nil
}

// list makes one of a single object.
func list(o Object) Array {
	switch o := o.(type) {
	case nil:
		return nil
	case Array:
		return o
	}
	return Array{o}
}

func undo(name Name, parm *Dict, data []byte, limit int, get resolver) ([]byte, error) {
	switch name {
	case "FlateDecode":
		out, err := inflate(data, limit)
		return predicted(out, err, parm, get)
	case "LZWDecode":
		early := true
		if n, ok := get(parm.Get("EarlyChange")).(int64); ok {
			early = n != 0
		}
		out, err := unLZW(data, early, limit)
		return predicted(out, err, parm, get)
	case "ASCIIHexDecode":
		return unASCIIHex(data)
	case "ASCII85Decode":
		return unASCII85(data)
	case "RunLengthDecode":
		return unRunLength(data, limit)
	case "Crypt":
		return data, nil // what it says was heeded before
	}
	return data, fmt.Errorf("%w", ErrFilter)
}

// inflate undoes zlib; its check sum is not looked at, as viewers do not.
// At most one byte beyond limit comes back. ISO 32000-2 §7.4.4.
func inflate(data []byte, limit int) ([]byte, error) {
	for len(data) > 0 && class[data[0]] == blank && data[0] != 0 {
		data = data[1:]
	}
	if len(data) < 2 {
		return nil, nil
	}
	body := data
	if data[0]&0x0f == 8 && (int(data[0])<<8|int(data[1]))%31 == 0 {
		body = data[2:]
	}
	r := flate.NewReader(bytes.NewReader(body))
	out, err := io.ReadAll(io.LimitReader(r, int64(limit)+1))
	if err != nil {
		return out, fmt.Errorf("the data are damaged after %d bytes: %w", len(out), err)
	}
	return out, nil
}
