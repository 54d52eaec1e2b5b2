package main

import (
	"archive/zip"
	"errors"
	"io"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// foldersAsPackages is the folder of packages made of folders. Half of the ODF
// corpus is missing, and some packages stand there as a folder with the files
// that differ from the package beside it.
const foldersAsPackages = "folders"

const odfCorpus = "odf-rub-signature-attacks/"

// pack makes a package of each such folder: the files of the package beside it,
// with those of the folder in their place. Where no package is there, what was
// signed is missing, and only the signature is.
func (w *world) pack(folder string) error {
	members := map[string]map[string]string{} // package → name in it → file
	for _, name := range w.files {
		for _, in := range []string{"/META-INF/", "/Basic/"} {
			if at := strings.Index(name, in); at > 0 && strings.HasPrefix(name, odfCorpus) {
				if members[name[:at]] == nil {
					members[name[:at]] = map[string]string{}
				}
				members[name[:at]][name[at+1:]] = name
			}
		}
	}
	for root, files := range members {
		if files["META-INF/documentsignatures.xml"] == "" && files["META-INF/macrosignatures.xml"] == "" {
			continue // its signature is in the half that is missing
		}
		content := map[string][]byte{"mimetype": []byte("application/vnd.oasis.opendocument.text")}
		if err := w.unpackBeside(root, content); err != nil {
			return err
		}
		for member, name := range files {
			text, err := os.ReadFile(w.path(name))
			if err != nil {
				return err
			}
			content[member] = text
		}
		to := filepath.Join(folder, filepath.FromSlash(strings.TrimPrefix(root, odfCorpus)+".odt"))
		if err := writePackage(to, content); err != nil {
			return err
		}
	}
	return nil
}

// unpackBeside adds what the package beside a folder holds, but its signatures.
func (w *world) unpackBeside(root string, content map[string][]byte) error {
	var beside []string
	for _, name := range w.files {
		if path.Dir(name) == path.Dir(root) && path.Ext(name) == ".odt" {
			beside = append(beside, name)
		}
	}
	if len(beside) == 0 {
		return nil
	}
	own := strings.TrimSuffix(root, "_files") + ".odt"
	if !slices.Contains(beside, own) {
		own = beside[0]
	}
	z, err := zip.OpenReader(w.path(own))
	if err != nil {
		return err
	}
	defer z.Close()
	for _, member := range z.File {
		if strings.HasSuffix(member.Name, "/") || strings.HasSuffix(member.Name, "signatures.xml") {
			continue
		}
		r, err := member.Open()
		if err != nil {
			return err
		}
		text, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		content[member.Name] = text
	}
	return nil
}

// writePackage writes a zip whose first member is the type.
func writePackage(to string, content map[string][]byte) (err error) {
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	f, err := os.Create(to)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	z := zip.NewWriter(f)
	names := slices.Sorted(maps.Keys(content))
	first := slices.Index(names, "mimetype")
	names = append([]string{"mimetype"}, slices.Delete(names, first, first+1)...)
	for _, name := range names {
		member, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = member.Write(content[name])
		}
		if err != nil {
			return err
		}
	}
	return z.Close()
}
