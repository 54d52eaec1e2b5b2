package parcel

import (
	"errors"

	"assay/document"
)

// Take expands a member that becomes a file of its own; ok is false where that
// gave no bytes. Beyond the bound of all files of one document it is to be
// listed without its bytes, and document.Bound says so.
func (p *Parcel) Take(name string) (data []byte, ok bool, err error) {
	if p.taken > document.MaxEmbedded {
		return nil, true, nil
	}
	data, err = p.Bytes(name)
	p.taken += len(data)
	return data, len(data) > 0, err
}

// Unread says in d that a part could not be read, or not to its end: err is
// what came of it, missing what to say where the package has none of that name.
// Of encryption nothing is said here: Describe has done so.
func Unread(d *document.Document, part, missing string, err error) {
	switch {
	case err == nil, errors.Is(err, errEncrypted):
	case errors.Is(err, ErrMissing):
		d.Unread("office/part-missing", part, missing)
	case errors.Is(err, errTooLarge), errors.Is(err, errTooDeep):
		d.Unread("office/part-too-large", part, "This part was not read to its end: "+err.Error()+".")
	default:
		d.Unread("office/part-damaged", part, "This part was not read to its end: "+document.Clip(err.Error())+".")
	}
}
