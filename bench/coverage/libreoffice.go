package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// filters are LibreOffice's names for what it writes. The numbers of the second
// ask for commas, quotes, UTF-8, the words as cells show them, and all sheets.
var filters = map[string]string{
	"txt": "txt:Text (encoded):UTF8",
	"csv": "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1",
}

// batch is how many files one LibreOffice converts: its start takes seconds, and
// one that it falls over costs its batch.
const batch = 12

// byLibreOffice reads what LibreOffice makes of a file. All files of one
// extension are converted at the first call.
func byLibreOffice(format string) func(*world, string) (string, bool, error) {
	return func(w *world, name string) (string, bool, error) {
		ext := strings.ToLower(filepath.Ext(name))
		root := filepath.Join(w.work, "libreoffice"+ext)
		if _, err := os.Stat(filepath.Join(root, "done")); errors.Is(err, fs.ErrNotExist) {
			if err := w.convert(root, format, w.named(ext[1:])); err != nil {
				return "", false, err
			}
		}
		made, err := filepath.Glob(filepath.Join(root, w.number(name), "*."+format))
		if err != nil || len(made) == 0 {
			return "", true, err
		}
		var text strings.Builder
		for _, sheet := range made {
			content, err := os.ReadFile(sheet)
			if err != nil {
				return "", false, err
			}
			text.Write(content)
			text.WriteByte('\n')
		}
		return text.String(), false, nil
	}
}

// convert makes text of files, each into a folder of its own: in batches, then
// those that gave nothing once more by themselves.
func (w *world) convert(root, format string, names []string) error {
	for part := range slices.Chunk(names, batch) {
		if err := w.convertBatch(root, format, part); err != nil {
			return err
		}
	}
	for _, name := range names {
		made, err := filepath.Glob(filepath.Join(root, w.number(name), "*"))
		if err == nil && len(made) == 0 {
			err = w.convertBatch(root, format, []string{name})
		}
		if err != nil {
			return err
		}
	}
	return os.WriteFile(filepath.Join(root, "done"), nil, 0o600)
}

func (w *world) convertBatch(root, format string, names []string) error {
	in, out := filepath.Join(root, "in"), filepath.Join(root, "out")
	if err := errors.Join(os.RemoveAll(in), os.RemoveAll(out), os.MkdirAll(in, 0o700), os.MkdirAll(out, 0o700)); err != nil {
		return err
	}
	args := []string{"--headless", "--norestore", "-env:UserInstallation=file://" + filepath.Join(w.work, "profile"), "--convert-to", filters[format], "--outdir", out}
	for _, name := range names {
		content, err := os.ReadFile(w.path(name))
		if err != nil {
			return err
		}
		// Numbers keep apart files of one name.
		copied := filepath.Join(in, w.number(name)+filepath.Ext(name))
		if err := os.WriteFile(copied, content, 0o600); err != nil {
			return err
		}
		args = append(args, copied)
	}
	if _, _, err := askFor(time.Duration(len(names))*patience, "", "soffice", args...); err != nil {
		return err
	}
	made, err := os.ReadDir(out)
	if err != nil {
		return err
	}
	for _, f := range made {
		number := f.Name()[:min(len(f.Name()), numberWidth)]
		if err := errors.Join(os.MkdirAll(filepath.Join(root, number), 0o700), os.Rename(filepath.Join(out, f.Name()), filepath.Join(root, number, f.Name()))); err != nil {
			return err
		}
	}
	return nil
}

const numberWidth = 6

// number names a file by its place among all.
func (w *world) number(name string) string {
	i, _ := slices.BinarySearch(w.files, name)
	digits := []byte("000000")
	for at := numberWidth - 1; i > 0; at, i = at-1, i/10 {
		digits[at] = byte('0' + i%10)
	}
	return string(digits)
}
