package main

import (
	"errors"
	"net"

	"github.com/miekg/dns"
)

// systemResolver is the first DNS server that this system is set to ask.
func systemResolver() (string, error) {
	config, err := dns.ClientConfigFromFile("/etc/resolv.conf")
	if err != nil || len(config.Servers) == 0 {
		return "", errors.New("no DNS server is set on this system: name one with --resolver")
	}
	return net.JoinHostPort(config.Servers[0], config.Port), nil
}
