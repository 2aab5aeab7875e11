import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** A web app that signs people in with Feishu, by OpenID Connect and the JDK's own HttpClient. To run it: README.md. */
public class App {
  static final String port = env("PORT", "8080");
  static final String issuer = env("ISSUER", "http://localhost:3000/oidc");
  static final String clientId = env("CLIENT_ID", "java");
  static final String clientSecret = env("CLIENT_SECRET", "");
  static final String callback = "http://localhost:" + port + "/callback";
  static final HttpClient http = HttpClient.newHttpClient();
  /** Who is signed in, by a random cookie. Several instances keep this in a database. */
  static final Map<String, JsonObject> people = new ConcurrentHashMap<>();
  /** What discovery names. */
  static JsonObject provider;

  public static void main(String[] args) throws Exception {
    provider = send(HttpRequest.newBuilder(URI.create(issuer + "/.well-known/openid-configuration")));
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", Integer.parseInt(port)), 0);
    server.createContext("/", App::home);
    server.createContext("/sign-in", App::signIn);
    server.createContext("/callback", App::callback);
    server.start();
    System.out.println("listening on http://localhost:" + port);
  }

  static void home(HttpExchange exchange) throws IOException {
    JsonObject who = people.get(cookie(exchange, "session"));
    if (who == null) redirect(exchange, "/sign-in");
    else answer(exchange, 200, who.toString());
  }

  /** State ties the answer to this browser, the verifier ties the code to us (PKCE). */
  static void signIn(HttpExchange exchange) throws IOException {
    String state = random();
    String verifier = random();
    setCookie(exchange, "asked", state + "." + verifier);
    redirect(exchange, endpoint("authorization_endpoint") + "?" + form(Map.of(
        "client_id", clientId,
        "response_type", "code",
        "scope", "openid profile",
        "redirect_uri", callback,
        "state", state,
        "code_challenge", sha256(verifier),
        "code_challenge_method", "S256")));
  }

  static void callback(HttpExchange exchange) throws IOException {
    Map<String, String> query = query(exchange.getRequestURI());
    String[] asked = cookie(exchange, "asked").split("\\.");
    if (asked.length != 2 || !asked[0].equals(query.get("state")) || query.get("code") == null) {
      answer(exchange, 400, "This sign-in did not begin here. Start again.");
      return;
    }
    try {
      String proof = Base64.getEncoder().encodeToString((encode(clientId) + ":" + encode(clientSecret)).getBytes());
      JsonObject tokens = send(HttpRequest.newBuilder(URI.create(endpoint("token_endpoint")))
          .header("Authorization", "Basic " + proof)
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(HttpRequest.BodyPublishers.ofString(form(Map.of(
              "grant_type", "authorization_code",
              "code", query.get("code"),
              "redirect_uri", callback,
              "code_verifier", asked[1])))));
      // `sub` is the key for tables of your own; never the e-mail address.
      JsonObject who = send(HttpRequest.newBuilder(URI.create(endpoint("userinfo_endpoint")))
          .header("Authorization", "Bearer " + tokens.get("access_token").getAsString()));
      String session = random();
      people.put(session, who);
      setCookie(exchange, "session", session);
      redirect(exchange, "/");
    } catch (IOException failed) {
      System.err.println(failed.getMessage());
      answer(exchange, 502, "The sign-in failed. Try again.");
    }
  }

  static JsonObject send(HttpRequest.Builder request) throws IOException {
    try {
      HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) throw new IOException(answer.uri().getPath() + " answered " + answer.statusCode());
      return new Gson().fromJson(answer.body(), JsonObject.class);
    } catch (InterruptedException ended) {
      throw new IOException(ended);
    }
  }

  static String endpoint(String name) {
    return provider.get(name).getAsString();
  }

  static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  static void redirect(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().set("Location", location);
    exchange.sendResponseHeaders(303, -1);
    exchange.close();
  }

  /** Behind https, add Secure. */
  static void setCookie(HttpExchange exchange, String name, String value) {
    exchange.getResponseHeaders().add("Set-Cookie", "java-" + name + "=" + value + "; Path=/; HttpOnly; SameSite=Lax");
  }

  static String cookie(HttpExchange exchange, String name) {
    for (String one : String.join("; ", exchange.getRequestHeaders().getOrDefault("Cookie", java.util.List.of())).split("; "))
      if (one.startsWith("java-" + name + "=")) return one.substring(one.indexOf('=') + 1);
    return "";
  }

  static Map<String, String> query(URI address) {
    Map<String, String> found = new TreeMap<>();
    for (String pair : String.valueOf(address.getRawQuery()).split("&"))
      if (pair.contains("="))
        found.put(pair.substring(0, pair.indexOf('=')), URLDecoder.decode(pair.substring(pair.indexOf('=') + 1), StandardCharsets.UTF_8));
    return found;
  }

  static String form(Map<String, String> fields) {
    return fields.entrySet().stream().map(e -> e.getKey() + "=" + encode(e.getValue())).collect(Collectors.joining("&"));
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String random() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  static String sha256(String text) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(missing);
    }
  }

  static String env(String name, String otherwise) {
    return System.getenv().getOrDefault(name, otherwise);
  }
}
