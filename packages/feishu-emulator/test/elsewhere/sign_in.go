// Signs in and refreshes by golang.org/x/oauth2, and prints whose token it got each time.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"time"

	"golang.org/x/oauth2"
)

func main() {
	platform := os.Args[1]
	config := &oauth2.Config{
		ClientID:     os.Args[2],
		ClientSecret: os.Args[3],
		RedirectURL:  os.Args[4],
		Scopes:       []string{"offline_access"},
		Endpoint: oauth2.Endpoint{
			AuthURL:  platform + "/open-apis/authen/v1/authorize",
			TokenURL: platform + "/open-apis/authen/v2/oauth/token",
		},
	}
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	page, err := browser.Get(config.AuthCodeURL("a-state"))
	check(err)
	back, err := page.Location()
	check(err)
	if state := back.Query().Get("state"); state != "a-state" {
		log.Fatalf("The state came back as %q.", state)
	}

	ctx := context.Background()
	token, err := config.Exchange(ctx, back.Query().Get("code"))
	check(err)
	fmt.Println(name(config.Client(ctx, token), platform))
	token.Expiry = time.Now().Add(-time.Hour)
	fmt.Println(name(config.Client(ctx, token), platform))
}

func name(client *http.Client, platform string) string {
	answer, err := client.Get(platform + "/open-apis/authen/v1/user_info")
	check(err)
	defer answer.Body.Close()
	var body struct {
		Data struct{ Name string }
	}
	check(json.NewDecoder(answer.Body).Decode(&body))
	return body.Data.Name
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
