// Package pdfium reads what a person sees of a PDF: the text of its pages and
// pictures of them, by Chromium's PDF engine (pdfium).
//
// The engine is compiled to WebAssembly and runs in wazero, without cgo. It
// is given no file system, no network, no clock and no randomness. Every
// document gets an instance of its own, so that no document can reach into the
// reading of the next, and the same bytes give the same text.
//
// Machine code made from the module can be kept in a folder. Making it takes
// seconds and some 300 MB of memory, loading it a tenth of a second and 50 MB.
//
// What it cannot show: words in scanned pictures, and what scripts of the file
// would change. Words of notes and form fields stand after those of the page
// itself. Order is that of pdfium, which follows the content of the page, not
// always the eye. Letters are what the file says its shapes mean: a font can say
// one thing and show another.
package pdfium

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	library "github.com/klippa-app/go-pdfium"
	faults "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// Bounds of one document.
const (
	MaxBytes    = 64 << 20         // of the file
	MaxPages    = 2000             // pages whose text is read
	MaxText     = 16 << 20         // bytes of text of all pages together
	MaxPageText = 4 << 20          // characters of one page
	MaxProblems = 100              // problems that are listed one by one
	PageTime    = 20 * time.Second // for one page, by the wall clock
	memoryPages = 4096             // of 64 KB: what one instance may take
)

// ErrPassword says that the file is encrypted, and not with the empty password.
var ErrPassword = errors.New("a password is needed to read it")

// Engine reads PDFs, one at a time. It is not safe for several goroutines.
type Engine struct {
	cache wazero.CompilationCache
	kept  bool // the cache is a folder
	pool  library.Pool
	stop  context.CancelFunc // ends the pool's instances at work
	late  atomic.Bool        // stop was called because a page took too long
}

// Open makes an engine. Machine code is kept in cacheDir and taken from there;
// without one ("") it lives as long as the engine. It is code that is run: nobody
// else may write to that folder. Nothing is compiled before the first document,
// or Start.
func Open(cacheDir string) (*Engine, error) {
	if cacheDir == "" {
		return &Engine{cache: wazero.NewCompilationCache()}, nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(cacheDir)
	if err != nil {
		return nil, fmt.Errorf("use %q for the PDF engine's machine code: %w", cacheDir, err)
	}
	return &Engine{cache: cache, kept: true}, nil
}

// Start makes or loads the machine code. A programme calls it once before its
// other processes do, so that only one of them compiles. Where the folder cannot
// be written to or is damaged, the code is made in memory.
func (e *Engine) Start() error {
	if e.pool != nil {
		return nil
	}
	err := e.start()
	if err != nil && e.kept { // a folder that is full, read-only, or of rubbish
		e.cache, e.kept = wazero.NewCompilationCache(), false
		err = e.start()
	}
	if err != nil {
		return fmt.Errorf("start the PDF engine: %w", err)
	}
	return nil
}

func (e *Engine) start() error {
	ctx, stop := context.WithCancel(context.Background())
	pool, err := webassembly.Init(webassembly.Config{
		Context: ctx,
		MaxIdle: 1, MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), // nothing; the default is the whole disk
		Stdout:   io.Discard, Stderr: io.Discard,
		RandomSource: zeros{},
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithCompilationCache(e.cache).
			WithMemoryLimitPages(memoryPages).
			WithCloseOnContextDone(true),
	})
	if err != nil {
		stop()
		return err
	}
	e.pool, e.stop = pool, stop
	e.late.Store(false)
	return nil
}

// zeros is a source of randomness that has none.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) { clear(b); return len(b), nil }

// Close ends the engine and lets go of its memory.
func (e *Engine) Close() error {
	err := e.halt()
	return errors.Join(err, e.cache.Close(context.Background()))
}

// halt ends the pool; the next document starts another.
func (e *Engine) halt() error {
	if e.pool == nil {
		return nil
	}
	e.stop()
	err := e.pool.Close()
	e.pool = nil
	return err
}

// document is an open one, in an instance of its own.
type document struct {
	engine   *Engine
	instance library.Pdfium
	ref      references.FPDF_DOCUMENT
	pages    int
}

// open opens a document with the empty password. The engine is started where it
// is not.
func (e *Engine) open(content []byte) (*document, error) {
	if len(content) == 0 || len(content) > MaxBytes {
		return nil, fmt.Errorf("a PDF of %d bytes is not read: at most %d", len(content), MaxBytes)
	}
	if err := e.Start(); err != nil {
		return nil, err
	}
	instance, err := e.pool.GetInstance(PageTime)
	if err != nil {
		return nil, fmt.Errorf("start the PDF engine: %w", err)
	}
	d := &document{engine: e, instance: instance}
	err = d.within(func() error {
		opened, err := instance.OpenDocument(&requests.OpenDocument{File: &content})
		if err != nil {
			return fmt.Errorf("pdfium cannot open it: %w", plain(err))
		}
		d.ref = opened.Document
		count, err := instance.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: d.ref})
		if err != nil {
			return fmt.Errorf("pdfium cannot count its pages: %w", err)
		}
		d.pages = count.PageCount
		return nil
	})
	if err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

// plain says in words what pdfium says in numbers.
func plain(err error) error {
	for fault, words := range map[error]error{
		faults.ErrPassword: ErrPassword,
		faults.ErrFormat:   errors.New("it is no PDF that it understands"),
		faults.ErrSecurity: errors.New("it is encrypted in a way that it does not know"),
		faults.ErrUnknown:  errors.New("it does not say why"),
	} {
		if errors.Is(err, fault) {
			return words
		}
	}
	return err
}

// within does work that must not take longer than a page may.
func (d *document) within(work func() error) error {
	e := d.engine
	timer := time.AfterFunc(PageTime, func() { e.late.Store(true); e.stop() })
	err := work()
	timer.Stop()
	if e.late.Load() {
		return errLate
	}
	return err
}

var errLate = fmt.Errorf("it took more than %s", PageTime)

// close lets go of the instance, and of the pool where a page took too long.
func (d *document) close() error {
	if d.engine.late.Load() {
		d.engine.halt() // it complains of what was stopped
		return nil
	}
	return d.instance.Close()
}
