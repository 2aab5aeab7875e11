import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** Signs in and refreshes by Java's own client as it is, which offers HTTP/2 with every request. */
class SignIn {
  static final HttpClient client = HttpClient.newHttpClient();

  public static void main(String[] args) throws Exception {
    String platform = args[0];
    String app = "&client_id=" + args[1];
    String redirect = "&redirect_uri=" + URLEncoder.encode(args[3], StandardCharsets.UTF_8);
    String query = "?response_type=code&scope=offline_access" + app + redirect;
    URI page = URI.create(platform + "/open-apis/authen/v1/authorize" + query);
    String back = client.send(HttpRequest.newBuilder(page).build(), BodyHandlers.discarding())
        .headers().firstValue("location").orElseThrow();
    String code = back.replaceAll(".*[?&]code=([^&]*).*", "$1");

    String credentials = app + "&client_secret=" + args[2];
    JsonObject tokens = exchange(platform, "grant_type=authorization_code&code=" + code + credentials + redirect);
    System.out.println(name(platform, tokens));
    String refresh = tokens.get("refresh_token").getAsString();
    System.out.println(name(platform, exchange(platform, "grant_type=refresh_token&refresh_token=" + refresh + credentials)));
  }

  static JsonObject exchange(String platform, String form) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(platform + "/open-apis/authen/v2/oauth/token"))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .POST(HttpRequest.BodyPublishers.ofString(form)));
  }

  static String name(String platform, JsonObject tokens) throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(platform + "/open-apis/authen/v1/user_info"))
        .header("Authorization", "Bearer " + tokens.get("access_token").getAsString()))
        .getAsJsonObject("data").get("name").getAsString();
  }

  static JsonObject send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return JsonParser.parseString(client.send(request.build(), BodyHandlers.ofString()).body()).getAsJsonObject();
  }
}
