package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"
)

type completionCmd struct {
	Shell string `arg:"" enum:"bash,zsh,fish" help:"bash, zsh or fish."`
}

// Help is the detailed text of completion.
func (completionCmd) Help() string {
	return `Examples:
  source <(assay completion bash)
  assay completion zsh > "${fpath[1]}/_assay"
  assay completion fish > ~/.config/fish/completions/assay.fish`
}

func (c *completionCmd) Run(s *system, app *kong.Kong) error {
	list := completions(app.Model.Node, "")
	switch c.Shell {
	case "fish":
		return fishScript(s.stdout, list)
	case "zsh":
		if _, err := io.WriteString(s.stdout, "#compdef assay\nautoload -U bashcompinit && bashcompinit\n"); err != nil {
			return err
		}
	}
	return bashScript(s.stdout, list)
}

// completion is what can follow a chain of commands.
type completion struct {
	after string // commands so far, such as "keys list"
	words []string
	flags []string
}

// completions lists what can follow each command.
func completions(n *kong.Node, after string) (list []completion) {
	c := completion{after: after, flags: []string{"--help"}}
	for _, f := range n.Flags {
		if f.Name != "help" {
			c.flags = append(c.flags, "--"+f.Name)
		}
	}
	if after == "completion" {
		c.words = []string{"bash", "zsh", "fish"}
	}
	for _, child := range n.Children {
		if child.Type == kong.CommandNode {
			c.words = append(c.words, child.Name)
			list = append(list, completions(child, strings.TrimSpace(after+" "+child.Name))...)
		}
	}
	return append([]completion{c}, list...)
}

// bashScript offers flags behind a dash, the values of a flag that has some,
// commands where one is due, and files elsewhere.
func bashScript(w io.Writer, list []completion) error {
	var b strings.Builder
	b.WriteString("_assay() {\n  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path= words= flags= i\n")
	b.WriteString("  for ((i = 1; i < COMP_CWORD; i++)); do\n    case ${COMP_WORDS[i]} in -*) ;; *) path=\"${path:+$path }${COMP_WORDS[i]}\" ;; esac\n  done\n")
	b.WriteString("  case $path in\n")
	for i := len(list) - 1; i >= 0; i-- {
		c := list[i]
		pattern := fmt.Sprintf("%q*", c.after)
		if c.after == "" {
			pattern = "''"
		}
		fmt.Fprintf(&b, "    %s) words=%q flags=%q ;;\n", pattern, strings.Join(c.words, " "), strings.Join(c.flags, " "))
	}
	fmt.Fprintf(&b, "  esac\n  [ \"$prev\" = --conclusion ] && words=%q\n", strings.Join(conclusionWords(), " "))
	b.WriteString("  case $cur in -*) words=$flags ;; esac\n")
	b.WriteString("  if [ -n \"$words\" ]; then COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")); else COMPREPLY=($(compgen -f -- \"$cur\")); fi\n}\n")
	b.WriteString("complete -o filenames -F _assay assay\n")
	_, err := io.WriteString(w, b.String())
	return err
}

func fishScript(w io.Writer, list []completion) error {
	var b strings.Builder
	for _, c := range list {
		when := "__fish_use_subcommand"
		if c.after != "" {
			var seen []string
			for _, word := range strings.Fields(c.after) {
				seen = append(seen, "__fish_seen_subcommand_from "+word)
			}
			when = strings.Join(seen, "; and ")
		}
		for _, word := range c.words {
			fmt.Fprintf(&b, "complete -c assay -n %q -a %s\n", when, word)
		}
		for _, flag := range c.flags {
			fmt.Fprintf(&b, "complete -c assay -n %q -l %s\n", when, strings.TrimPrefix(flag, "--"))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
