// A web app that signs people in with Feishu, by OpenID Connect and golang.org/x/oauth2. To run it: README.md.
package main

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"sync"

	"golang.org/x/oauth2"
)

var (
	port   = env("PORT", "8080")
	issuer = env("ISSUER", "http://localhost:3000/oidc")
	// What discovery names, of what is needed here.
	provider struct {
		AuthorizationEndpoint string `json:"authorization_endpoint"`
		TokenEndpoint         string `json:"token_endpoint"`
		UserinfoEndpoint      string `json:"userinfo_endpoint"`
	}
	// Who is signed in, by a random cookie. Several instances keep this in a database.
	people sync.Map
)

type person struct {
	Sub  string `json:"sub"` // The key for tables of your own; never the e-mail address.
	Name string `json:"name"`
}

func main() {
	if err := getJSON(http.DefaultClient, issuer+"/.well-known/openid-configuration", &provider); err != nil {
		log.Fatal(err)
	}
	config := &oauth2.Config{
		ClientID:     env("CLIENT_ID", "go"),
		ClientSecret: os.Getenv("CLIENT_SECRET"),
		RedirectURL:  "http://localhost:" + port + "/callback",
		Scopes:       []string{"openid", "profile"},
		Endpoint:     oauth2.Endpoint{AuthURL: provider.AuthorizationEndpoint, TokenURL: provider.TokenEndpoint},
	}

	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		who, ok := people.Load(cookie(r, "session"))
		if !ok {
			http.Redirect(w, r, "/sign-in", http.StatusSeeOther)
			return
		}
		json.NewEncoder(w).Encode(who)
	})

	// State ties the answer to this browser, the verifier ties the code to us (PKCE).
	http.HandleFunc("/sign-in", func(w http.ResponseWriter, r *http.Request) {
		state, verifier := random(), random()
		challenge := sha256.Sum256([]byte(verifier))
		setCookie(w, "asked", state+"."+verifier)
		http.Redirect(w, r, config.AuthCodeURL(state,
			oauth2.SetAuthURLParam("code_challenge", base64.RawURLEncoding.EncodeToString(challenge[:])),
			oauth2.SetAuthURLParam("code_challenge_method", "S256")), http.StatusSeeOther)
	})

	http.HandleFunc("/callback", func(w http.ResponseWriter, r *http.Request) {
		asked, query := cookie(r, "asked"), r.URL.Query()
		if len(asked) < 44 || asked[:43] != query.Get("state") {
			http.Error(w, "This sign-in did not begin here. Start again.", http.StatusBadRequest)
			return
		}
		token, err := config.Exchange(context.Background(), query.Get("code"), oauth2.SetAuthURLParam("code_verifier", asked[44:]))
		var who person
		if err == nil {
			err = getJSON(config.Client(context.Background(), token), provider.UserinfoEndpoint, &who)
		}
		if err != nil {
			log.Print(err)
			http.Error(w, "The sign-in failed. Try again.", http.StatusBadGateway)
			return
		}
		session := random()
		people.Store(session, who)
		setCookie(w, "session", session)
		http.Redirect(w, r, "/", http.StatusSeeOther)
	})

	fmt.Println("listening on http://localhost:" + port)
	log.Fatal(http.ListenAndServe("localhost:"+port, nil))
}

func getJSON(client *http.Client, url string, into any) error {
	answer, err := client.Get(url)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", url, answer.Status)
	}
	return json.NewDecoder(answer.Body).Decode(into)
}

// 256 random bits are 43 characters.
func random() string {
	bytes := make([]byte, 32)
	if _, err := rand.Read(bytes); err != nil {
		log.Fatal(err)
	}
	return base64.RawURLEncoding.EncodeToString(bytes)
}

// Behind https, add Secure: true.
func setCookie(w http.ResponseWriter, name, value string) {
	http.SetCookie(w, &http.Cookie{Name: "go-" + name, Value: value, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

func cookie(r *http.Request, name string) string {
	if found, err := r.Cookie("go-" + name); err == nil {
		return found.Value
	}
	return ""
}

func env(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}
